import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { openSqliteReader } from '../../src/store/open-store.ts';
import type { StoreReader } from '../../src/store/store.ts';
import { makePlace, type Place } from './run-runner.ts';
import { openSqlite } from '../../src/store/sqlite/sqlite-library.ts';

// Half a second a trial or more, so that two processes meet.
const slow = (name: string, rates: readonly number[]): string => `
name: ${name}
dataset: { name: glyphs, count: 400 }
model: logistic
training: { epochs: 6, batch_size: 8 }
engine: cpu
parameters:
  learning_rate: { values: [${rates.join(', ')}] }
`;

let place: Place;
afterEach(() => place.remove());

function reading<Value>(read: (store: StoreReader) => Value): Value {
  const store = openSqliteReader(join(place.directory, '.sweepdeck'));
  try {
    return read(store);
  } finally {
    store.close();
  }
}

test('two sweeps that start together train each trial that they share once', async () => {
  place = makePlace();
  place.write('four.yaml', slow('four', [0.001, 0.002, 0.003, 0.004]));
  place.write('five.yaml', slow('five', [0.001, 0.002, 0.003, 0.004, 0.005]));
  const runs = ['four.yaml', 'five.yaml'].map((file) => place.run('sweep', file, '--workers', '1'));
  const [four, five] = await Promise.all(runs);
  expect(four).toMatchObject({ code: 0, stderr: '' });
  expect(five).toMatchObject({ code: 0, stderr: '' });
  expect(`${four?.stdout}${five?.stdout}`).toContain('trained by another sweep');
  expect(four?.stdout).toContain('4 trials: 4 finished');
  expect(five?.stdout).toContain('5 trials: 5 finished');
  const attempts = reading((store) =>
    store.listSweeps().flatMap(({ id }) => store.listTrials(id).map((trial) => [trial.key, trial.id, trial.attempts])),
  );
  // Nine places, five rows, an attempt each.
  expect(attempts).toHaveLength(9);
  expect(new Set(attempts.map(([, id]) => id)).size).toBe(5);
  expect(new Set(attempts.map(([key]) => key)).size).toBe(5);
  expect(attempts.map(([, , count]) => count)).toEqual(Array.from({ length: 9 }, () => 1));
});

test('a lock by another program is waited for, and costs no trial', async () => {
  place = makePlace();
  place.write('slow.yaml', slow('slow', [0.001, 0.002, 0.003]));
  const running = place.start('sweep', 'slow.yaml', '--workers', '1');
  await running.waitFor(/✓/);
  const other = openSqlite(join(place.directory, '.sweepdeck', 'sweepdeck.db'));
  other.exec('BEGIN IMMEDIATE');
  await running.waitFor(/Another program has locked the store/);
  other.exec('ROLLBACK');
  other.close();
  await running.waitFor(/The store is free again/);
  const end = await running.finished;
  expect(end).toMatchObject({ code: 0, stderr: '' });
  const trials = reading((store) => store.listTrials(1));
  expect(trials.map(({ status, attempts }) => [status, attempts])).toEqual([1, 2, 3].map(() => ['finished', 1]));
});

test('who stops a sweep that waits for a lock is not told that nothing was started', async () => {
  place = makePlace();
  place.write('slow.yaml', slow('slow', [0.001, 0.002, 0.003]));
  const running = place.start('sweep', 'slow.yaml', '--workers', '1');
  await running.waitFor(/✓/);
  const other = openSqlite(join(place.directory, '.sweepdeck', 'sweepdeck.db'));
  other.exec('BEGIN IMMEDIATE');
  await running.waitFor(/Another program has locked the store/);
  running.process.kill('SIGTERM');
  const end = await running.finished;
  other.exec('ROLLBACK');
  other.close();
  expect(end.code).toBe(3);
  expect(end.stderr).toContain('error[store-locked]');
  expect(await place.run('sweep', 'slow.yaml', '--workers', '1')).toMatchObject({ code: 0 });
});

test('a store that is removed under a sweep ends it with a code of its own, and what it had is saved', async () => {
  place = makePlace();
  place.write('slow.yaml', slow('slow', [0.001, 0.002, 0.003]));
  const words = ['sweep', 'slow.yaml', '--workers', '1', '--set', 'training.epochs=12'];
  const running = place.start(...words);
  await running.waitFor(/✓/);
  rmSync(join(place.directory, '.sweepdeck'), { recursive: true });
  const end = await running.finished;
  const rescued = join(realpathSync(place.directory), '.sweepdeck-rescued');
  expect(end.code).toBe(3);
  expect(end.stdout).not.toContain('Done');
  expect(end.stderr).toContain('error[store-gone]');
  expect(end.stderr).toContain(rescued);
  const again = await place.run(...words, '--store', rescued);
  expect(again).toMatchObject({ code: 0, stderr: '' });
  expect(again.stdout).toMatch(/3 trials · [12] already finished/);
});

const canUnshare = spawnSync('unshare', ['--pid', '--fork', 'true']).status === 0;

test.skipIf(!canUnshare)(
  'a sweep in a process namespace of its own keeps its sweep (needs the right to make namespaces)',
  async () => {
    place = makePlace();
    place.write('slow.yaml', slow('slow', [0.001, 0.002]));
    const words = ['sweep', 'slow.yaml', '--workers', '1', '--set', 'training.epochs=200'];
    const program = fileURLToPath(new URL('../../bin/runner.mjs', import.meta.url));
    const unshare = ['--pid', '--fork', '--kill-child', process.execPath, program, ...words];
    const isolated = spawn('unshare', unshare, { cwd: place.directory, stdio: ['ignore', 'pipe', 'inherit'] });
    const exit = once(isolated, 'exit');
    try {
      await once(isolated.stdout, 'data');
      // Its process id, 1 or near it, is another process's out here, or in the next container.
      expect(reading((store) => store.listSweeps()[0]?.status)).toBe('running');
      expect(await place.run(...words)).toMatchObject({ code: 2, stderr: expect.stringContaining('sweep-is-running') });
      const another = spawn('unshare', unshare, { cwd: place.directory, stdio: ['ignore', 'ignore', 'pipe'] });
      let refusal = '';
      another.stderr.on('data', (text: Buffer) => (refusal += text.toString()));
      await once(another, 'close');
      expect(refusal).toContain('sweep-is-running');
    } finally {
      isolated.kill('SIGKILL');
      await exit;
    }
  },
);
