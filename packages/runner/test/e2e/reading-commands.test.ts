import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemoStore } from '@sweepdeck/runner/demo-store';
import { openSqliteStore } from '@sweepdeck/runner/store';
import { runHere, type Answer } from './run-here.ts';

const binary = fileURLToPath(new URL('../../bin/runner.mjs', import.meta.url));

let directory: string;
let store: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-reading-'));
  store = join(directory, 'store');
  // As if installed: what is printed then names the command `runner`.
  mkdirSync(join(directory, 'bin'));
  symlinkSync(binary, join(directory, 'bin', 'runner'));
  const writer = openSqliteStore(store);
  seedDemoStore(writer);
  writer.close();
});
afterAll(() => rmSync(directory, { recursive: true }));

function start(words: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env;
  const path = [join(directory, 'bin'), inherited['PATH'] ?? ''].join(delimiter);
  return spawn(process.execPath, [binary, ...words], {
    cwd: directory,
    // From source, so that the test never runs an outdated build.
    env: { ...inherited, PATH: path, SWEEPDECK_FROM_SOURCE: '1', SWEEPDECK_HOME: store, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

interface Output extends Omit<Answer, 'code'> {
  readonly code: number | null;
}

/** In a process of its own. */
async function runProcess(words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Output> {
  const child = start(words, env);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr?.on('data', (chunk) => (stderr += String(chunk)));
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

/** In this process, where a process of its own shows nothing more. */
async function run(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Output> {
  return runHere(words, directory, { SWEEPDECK_HOME: store, ...env });
}

const lines = (text: string) => text.trimEnd().split('\n');

test('list shows every sweep with progress and best objective', async () => {
  const { code, stdout, stderr } = await runProcess(['list'], { COLUMNS: '120' });
  expect([code, stderr]).toEqual([0, '']);
  expect(lines(stdout)).toHaveLength(4);
  expect(stdout).toMatch(/s3 +demo-running +\w+ +2\/8 /);
  expect(stdout).toMatch(/s2 +demo-paused +paused +5\/12 +1 +0\.\d{4} +validation\.accuracy +wasm/);
  expect(stdout).toMatch(/s1 +demo-losses-and-optimizers +finished +108\/108 /);
});

test('list --json is the data itself', async () => {
  const { code, stdout } = await run(['list', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    sweeps: [{ id: 3 }, { id: 2, status: 'paused' }, { id: 1, status: 'finished' }],
  });
});

test('leaderboard ranks the cells, marks ties and names diverged seeds', async () => {
  const { code, stdout } = await run(['leaderboard', 's1'], { COLUMNS: '120' });
  expect(code).toBe(0);
  const [heading = '', headline = '', table = ''] = stdout.split('\n\n');
  const [titles, best] = lines(table);
  expect(heading).toContain('demo-losses-and-optimizers (s1) · finished · 108/108 trials');
  expect(headline).toMatch(/^cross-entropy · adam · 0\.001 /);
  expect(titles).toMatch(/# +loss +optimizer +rate +val accuracy +finished +n +test accuracy +epoch +seconds +notes/);
  expect(best).toMatch(/^ *1= +cross-entropy +adam +0\.001 +0\.\d{4} ± 0\.\d{4} +3 +0\.\d{4} ± 0\.\d{4} /);
  const ranks = [...table.matchAll(/^ *(\d+)= /gm)].map(([, rank]) => Number(rank));
  expect(ranks.length).toBeGreaterThanOrEqual(2);
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  expect(ranks.every((rank) => ranks.filter((other) => other === rank).length > 1)).toBe(true);
  expect(stdout).toMatch(/mse +momentum +0\.1 +0\.\d{4} ± 0\.\d{4} +0\.\d{4} +2\/3 .* seed 3 diverged/);
  expect(lines(stdout).at(-1)).toMatch(/^ *- .* all 3 diverged$/);
});

test('leaderboard without a name takes the newest sweep; --top and --sort choose rows', async () => {
  const newest = await run(['leaderboard', '--json']);
  expect(JSON.parse(newest.stdout)).toMatchObject({ sweep: { name: 'demo-running' }, omitted: 0 });
  const top = await run(['leaderboard', 'demo-losses-and-optimizers', '--top', '3', '--sort', 'seconds', '--json']);
  const { rows, omitted } = JSON.parse(top.stdout);
  expect([rows.length, omitted]).toEqual([3, 33]);
  expect(rows[0].seconds.mean).toBeLessThanOrEqual(rows[1].seconds.mean);
});

test.each([['list'], ['leaderboard', 's1'], ['show', 's1'], ['show', 't1'], ['--help']])(
  '%s %s fits a terminal of 80 columns',
  async (...words) => {
    const { stdout } = await run(words, { COLUMNS: '80' });
    const tooLong = lines(stdout).filter((line) => [...line].length > 80 && !line.includes(' · '));
    expect(tooLong).toEqual([]);
  },
);

test('show of a sweep lists its trials', async () => {
  const { code, stdout } = await run(['show', 'demo-paused']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/learning_rate +0\.0003, 0\.003, 0\.03/);
  expect(stdout).toMatch(/t114 +failed/);
  expect((await run(['show', 's1'])).stdout).toContain('and 88 more');
  expect(lines((await run(['show', 's1', '--all'])).stdout).filter((line) => /^t\d+/.test(line))).toHaveLength(108);
});

test('show of a trial has configuration, attempts, epochs, what the test images show and environment', async () => {
  const { code, stdout } = await run(['show', 't1']);
  expect(code).toBe(0);
  for (const part of ['loss.name', 'Attempts', 'Epochs', 'Classes', 'Confusion matrix', 'Calibration', 'Environment'])
    expect(stdout).toContain(part);
  expect(stdout).toMatch(/^693,962 parameters, 0\.9 M multiply-adds per image, [\d,]+ training images\/s$/m);
  expect(stdout).toMatch(/^Macro F1( +0\.\d{4}){3}$/m);
  expect(stdout).toMatch(/^ +12\* /m);
  expect(stdout).toMatch(/^\.\.\. and 15 more; see them with --all$/m);
  const all = (await run(['show', 't1', '--all'])).stdout;
  expect(lines(all).filter((line) => /^ +\d+ +\d +\d +0\.\d{4}$/.test(line))).toHaveLength(25);
  const shown = JSON.parse((await run(['show', 't1', '--json'])).stdout);
  const { trial, metrics, confusion } = shown;
  expect(trial).toMatchObject({ id: 1, status: 'finished' });
  expect(metrics.length).toBe(12 * 23);
  expect(confusion).toHaveLength(10);
  expect(shown.classes[3]).toMatchObject({ name: '3', support: 100, recall: confusion[3][3] / 100 });
  expect(shown.reliability).toHaveLength(15);
  expect(shown.mistakes).toHaveLength(25);
  expect(shown.model.parameterCount).toBe(693_962);
});

test('show of a diverged trial tells where, and JSON keeps NaN', async () => {
  const { stdout } = await run(['show', 't113']);
  expect(stdout).toMatch(/diverged in epoch \d+, step \d+: loss became nan/);
  expect(JSON.parse((await run(['show', 't113', '--json'])).stdout).trial.result.objective).toBe('NaN');
});

test('show of a failed trial tells the error', async () => {
  expect((await run(['show', 't114'])).stdout).toContain('error[worker-crashed]: The worker process ended');
});

test('colors follow --color, NO_COLOR and the terminal', async () => {
  const escape = '\u001b[';
  expect((await runProcess(['list'])).stdout).not.toContain(escape);
  expect((await runProcess(['list', '--color'])).stdout).toContain(escape);
  expect((await runProcess(['list'], { FORCE_COLOR: '1', NO_COLOR: '1' })).stdout).not.toContain(escape);
});

test('doctor checks engines and machine', async () => {
  const { code, stdout } = await runProcess(['doctor', '--json']);
  expect(code).toBe(0);
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({ node: process.version, store: { directory: store, status: '3 sweeps' } });
  expect(result.engines).toContainEqual(expect.objectContaining({ name: 'cpu', works: true }));
});

test('doctor names engines as a sweep does', async () => {
  const { stdout } = await runProcess(['doctor']);
  expect(stdout).toMatch(/^\{ name: wasm, relaxed_simd: true \} {2}works: /m);
  expect(stdout).not.toContain('wasm-relaxed');
});

test('dashboard serves the store and ends on Ctrl-C', async () => {
  const child = start(['dashboard', '--port', '0', '--json'], {});
  try {
    let text = '';
    for await (const chunk of child.stdout ?? []) {
      text += String(chunk);
      if (text.trimEnd().endsWith('}')) break;
    }
    const { url } = JSON.parse(text);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await (await fetch(url)).arrayBuffer();
    const closed = once(child, 'exit');
    child.kill('SIGINT');
    expect(await closed).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
  }
});

test('dashboard on a port in use says so', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, stderr } = await runProcess(['dashboard', '--port', String(port)]);
    expect(code).toBe(2);
    expect(stderr).toContain('error[port-in-use]');
  } finally {
    server.close();
  }
});

test.each<[words: string[], code: string, hint: string]>([
  [['leaderbord'], 'usage', 'Did you mean `runner leaderboard`?'],
  [['leaderboard', '--tpo', '3'], 'usage', 'Did you mean --top?'],
  [['leaderboard', '--top', 'x'], 'usage', 'runner leaderboard --help'],
  [['leaderboard', '--top', '0'], 'usage', 'Omit it'],
  [['leaderboard', '--top'], 'usage', 'runner leaderboard --help'],
  [['leaderboard', '--sort', 'second'], 'usage', 'Did you mean seconds?'],
  [['leaderboard', '--sort', 'test-accuracy'], 'usage', ''],
  [['leaderboard', 's1', 's2'], 'usage', 'runner leaderboard --help'],
  [['leaderboard', 'demo-runing'], 'sweep-not-found', 'Did you mean demo-running'],
  [['show'], 'usage', 'runner show --help'],
  [['show', 's99'], 'sweep-not-found', ''],
  [['show', 't99999'], 'trial-not-found', ''],
  [['dashboard', '--port', '99999'], 'usage', '--port 0'],
])('%j is refused with a hint', async (words, code, hint) => {
  const { code: exitCode, stdout, stderr } = await run(words);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`error[${code}]: `);
  expect(lines(stderr)[1]).toContain(`hint: `);
  expect(stderr).toContain(hint);
});

test('errors are JSON with --json', async () => {
  const { code, stderr } = await runProcess(['show', 't99999', '--json']);
  expect(code).toBe(2);
  expect(JSON.parse(stderr)).toEqual({
    error: { code: 'trial-not-found', message: expect.any(String), hint: expect.any(String) },
  });
});

test('a missing store is an error that makes nothing', async () => {
  const absent = join(directory, 'absent');
  const { code, stderr } = await run(['list', '--store', absent]);
  expect(code).toBe(2);
  expect(stderr).toContain('error[store-not-found]');
  expect(existsSync(absent)).toBe(false);
});

test('a file that is no store is refused', async () => {
  const broken = mkdtempSync(join(directory, 'broken-'));
  writeFileSync(join(broken, 'sweepdeck.db'), 'not a database '.repeat(100));
  const { code, stderr } = await run(['list', '--store', broken]);
  expect(code).toBe(2);
  expect(stderr).toContain('error[store-invalid]');
});

test('help lists commands and exit codes; each command has examples; the version is that of the package', async () => {
  const help = await runProcess(['--help']);
  expect(help.code).toBe(0);
  for (const name of ['sweep', 'validate', 'list', 'show', 'leaderboard', 'dashboard', 'doctor']) {
    expect(help.stdout).toContain(`runner ${name}`);
  }
  expect(help.stdout).toMatch(/130 +stopped by Ctrl-C/);
  expect((await run([])).stdout).toBe(help.stdout);
  expect((await run(['show', '--help'])).stdout).toContain('runner show t12');
  expect((await runProcess(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
