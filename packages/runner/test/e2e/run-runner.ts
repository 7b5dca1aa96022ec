import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runHere, type Answer } from './run-here.ts';

const program = fileURLToPath(new URL('../../bin/runner.mjs', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly process: ChildProcess;
  readonly finished: Promise<Finished>;
  /** Resolves when stdout holds the pattern; rejects when the program ends without having printed it. */
  waitFor(pattern: RegExp): Promise<void>;
  /** The program and every process that it started. */
  killGroup(signal: NodeJS.Signals): void;
}

/** An empty folder to run in, with an empty home; `remove` ends what was started in it. */
export interface Place {
  readonly directory: string;
  write(name: string, content: string | Uint8Array): void;
  start(...words: readonly string[]): Running;
  run(...words: readonly string[]): Promise<Finished>;
  /** The same command line in the test's own process, without the cost of starting another. */
  runHere(...words: readonly string[]): Promise<Answer>;
  remove(): Promise<void>;
}

export function makePlace(): Place {
  const directory = mkdtempSync(join(tmpdir(), 'sweepdeck-e2e-'));
  const home = mkdtempSync(join(tmpdir(), 'sweepdeck-home-'));
  // As if installed: what is printed then names the command `runner`.
  mkdirSync(join(home, 'bin'));
  symlinkSync(program, join(home, 'bin', 'runner'));
  const started: Running[] = [];
  const place: Place = {
    directory,
    write: (name, content) => writeFileSync(join(directory, name), content),
    start(...words) {
      const running = startRunner(words, directory, home);
      started.push(running);
      return running;
    },
    run: (...words) => place.start(...words).finished,
    runHere: (...words) => runHere(words, directory, { HOME: home }),
    async remove() {
      for (const running of started) running.killGroup('SIGKILL');
      await Promise.all(started.map(({ finished }) => finished));
      for (const folder of [directory, home]) rmSync(folder, { recursive: true, force: true });
    },
  };
  return place;
}

function startRunner(words: readonly string[], directory: string, home: string): Running {
  const { SWEEPDECK_HOME: _, SWEEPDECK_CACHE: __, XDG_CACHE_HOME: ___, FORCE_COLOR: ____, ...env } = process.env;
  const child = spawn(process.execPath, [program, ...words], {
    cwd: directory,
    env: { ...env, HOME: home, NO_COLOR: '1', PATH: [join(home, 'bin'), env['PATH'] ?? ''].join(delimiter) },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that a signal reaches all of it and nothing else.
    detached: true,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const finished = new Promise<Finished>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
  return {
    process: child,
    finished,
    async waitFor(pattern) {
      const printed = new Promise<true>((resolve) => {
        const look = (): void => void (pattern.test(stdout) && resolve(true));
        child.stdout.on('data', look);
        look();
      });
      const end = await Promise.race([printed, finished]);
      if (end !== true) throw new Error(`ended without ${pattern}:\n${end.stdout}\n${end.stderr}`);
    },
    killGroup(signal) {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, signal);
      } catch (error) {
        // ESRCH: all of it is already gone.
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
      }
    },
  };
}
