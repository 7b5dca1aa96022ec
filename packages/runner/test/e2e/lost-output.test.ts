import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { openSqliteReader } from '../../src/store/open-store.ts';
import { makePlace, type Place } from './run-runner.ts';

const program = fileURLToPath(new URL('../../bin/runner.mjs', import.meta.url));

const sweep = `
name: slow
dataset: { name: glyphs, count: 400 }
model: logistic
training: { epochs: 6, batch_size: 8 }
engine: cpu
parameters:
  learning_rate: { values: [0.001, 0.002, 0.003, 0.004] }
`;
const words = ['sweep', 'slow.yaml', '--workers', '2'];

let place: Place;
afterEach(() => place.remove());

function makeSlow(): Place {
  place = makePlace();
  place.write('slow.yaml', sweep);
  return place;
}

function statusOf({ directory }: Place): string | undefined {
  const store = openSqliteReader(join(directory, '.sweepdeck'));
  try {
    return store.listSweeps()[0]?.status;
  } finally {
    store.close();
  }
}

/** Runs a line of shell in the place. `$RUNNER` is the program. */
function shell({ directory }: Place, line: string): { readonly code: number | null; readonly stderr: string } {
  const env = { ...process.env, NO_COLOR: '1', NODE: process.execPath, RUNNER: program };
  const { status, stderr } = spawnSync('bash', ['-c', line], { cwd: directory, env, encoding: 'utf8' });
  return { code: status, stderr };
}

test('a reader that goes away does not stop the sweep: `| head -1`', () => {
  makeSlow();
  const { code, stderr } = shell(place, `set -o pipefail; "$NODE" "$RUNNER" ${words.join(' ')} | head -1`);
  expect(statusOf(place)).toBe('finished');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('a reading command whose reader goes away ends well', () => {
  makeSlow();
  expect(shell(place, '"$NODE" "$RUNNER" catalog --json | head -1 >/dev/null; exit ${PIPESTATUS[0]}').code).toBe(0);
});

test('a full disk under the log does not stop the sweep, and is told', (context) => {
  if (!existsSync('/dev/full')) context.skip('needs /dev/full');
  makeSlow();
  const { code, stderr } = shell(place, `"$NODE" "$RUNNER" ${words.join(' ')} > /dev/full`);
  expect(statusOf(place)).toBe('finished');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error\[output-not-written\]: Some output could not be written: ENOSPC.*\nhint: .*\n$/u);
  // Also where nothing can be told.
  expect(shell(place, '"$NODE" "$RUNNER" list > /dev/full 2> /dev/full')).toEqual({ code: 1, stderr: '' });
});

// Python's pty module makes a terminal that can be closed, which Node alone cannot.
const closeTerminal = `
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0: os.execvp(sys.argv[1], sys.argv[1:])
text = b''
while b'1/4' not in text: text += os.read(terminal, 4096)
os.close(terminal)
_, status = os.waitpid(pid, 0)
print(os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status))
`;

test('closing the terminal stops the sweep cleanly', (context) => {
  if (spawnSync('python3', ['-c', 'import pty']).status !== 0) context.skip('needs Python to make a terminal');
  makeSlow();
  const env = { ...process.env, CI: '' };
  const args = ['-c', closeTerminal, process.execPath, program, ...words];
  const { stdout, stderr } = spawnSync('python3', args, { cwd: place.directory, env, encoding: 'utf8' });
  expect({ code: stdout.trim(), stderr }).toEqual({ code: '130', stderr: '' });
  expect(statusOf(place)).toBe('paused');
});

// npm gives these to a shell between it and the program, or dies of them itself.
test.each(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('%s to npx stops the sweep cleanly', async (signal) => {
  makeSlow();
  const root = fileURLToPath(new URL('../../../../', import.meta.url));
  const file = join(place.directory, 'slow.yaml');
  const store = join(place.directory, '.sweepdeck');
  const args = ['runner', 'sweep', file, '--store', store, '--workers', '1', '--set', 'training.epochs=40'];
  const child = spawn('npx', args, { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
    await expect.poll(() => printed, { timeout: 60_000 }).toContain('Sweep ');
    const closed = new Promise((resolve) => child.stdout.on('close', resolve));
    child.kill(signal);
    // The program has it too, so it closes only when that has ended.
    await closed;
    expect(printed).toContain('Run the same command to continue this sweep.');
    expect(statusOf(place)).toBe('paused');
  } finally {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // All of it has ended, as it should.
    }
  }
});

test('a directory that was removed is told, with exit code 2', () => {
  makeSlow();
  const gone = mkdtempSync(join(tmpdir(), 'sweepdeck-gone-'));
  try {
    const line = `cd ${gone} && rmdir ${gone} && "$NODE" "$RUNNER" list`;
    expect(shell(place, line)).toEqual({ code: 2, stderr: expect.stringMatching(/^error\[working-directory-gone\]/u) });
    const { stderr } = shell(place, `mkdir ${gone} && cd ${gone} && rmdir ${gone} && "$NODE" "$RUNNER" list --json`);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'working-directory-gone' } });
  } finally {
    rmSync(gone, { recursive: true, force: true });
  }
});
