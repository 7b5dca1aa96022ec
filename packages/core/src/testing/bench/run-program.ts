import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface ProgramRun {
  readonly stdout: string;
  /** Time from just before the process was started until it had ended. */
  readonly wallMs: number;
}

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the process's id as soon as it runs. */
  readonly onStart?: (processId: number) => void;
}

/**
 * Runs a program to its end.
 * @throws Error with its stderr when the exit code is not 0
 */
export function runProgram(
  program: string,
  args: readonly string[],
  { env = {}, onStart }: ProgramOptions = {},
): Promise<ProgramRun> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve({ stdout, wallMs: performance.now() - start });
      else reject(new Error(`${[program, ...args].join(' ')} ended with ${code}:\n${stderr}`));
    });
    if (child.pid !== undefined) onStart?.(child.pid);
  });
}

/** Parses the last line that a program printed as JSON. */
export function lastJson(stdout: string): unknown {
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/**
 * Returns the prefix of a command line that keeps it on one core, the last one available; empty where this is not
 * possible.
 */
export function oneCore(): readonly string[] {
  const keeper = 'taskset';
  if (process.platform !== 'linux' || spawnSync(keeper, ['--version'], { stdio: 'ignore' }).status !== 0) return [];
  const allowed = /^Cpus_allowed_list:\s*(\S+)/mu.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  const last = allowed?.match(/\d+$/u)?.[0];
  return last === undefined ? [] : [keeper, '-c', last];
}
