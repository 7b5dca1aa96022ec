import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openSqliteReader, openSqliteStore } from '../../src/store/open-store.ts';
import { openSqlite } from '../../src/store/sqlite/sqlite-library.ts';
import { makePlace, type Place } from './run-runner.ts';

const sweep = `
name: find
dataset: { name: glyphs, count: 400 }
model: logistic
training: { batch_size: 16 }
parameters:
  optimizer: { values: [adam, sgd] }
  learning_rate: { values: [0.1, 0.01] }
`;

let place: Place;
afterEach(() => place.remove());

function makeFind(): Place {
  place = makePlace();
  place.write('find.yaml', sweep);
  return place;
}

test('a range test suggests a rate, draws the curve, and is stored', async () => {
  const { run, directory } = makeFind();
  const { code, stdout, stderr } = await run('lr-find', 'find.yaml', '--steps', '80', '--to', '0.1');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('Learning-rate range test of adam');
  expect(stdout).toMatch(/suggested 0\.\d+/u);
  expect(stdout).toMatch(/usable +\S+ to \S+/u);
  expect(stdout).toMatch(/[\u2801-\u28ff]/u);
  expect(stdout).toContain('Not tested: 1 other configuration of this sweep');
  const reader = openSqliteReader(path.join(directory, '.sweepdeck'));
  const [stored] = reader.listRangeTests();
  reader.close();
  expect(stored?.label).toBe('adam');
  expect(stored?.points).toHaveLength(80);
  expect(stored?.summary.suggestedRate).toBeGreaterThan(1e-4);
});

test('--json gives every point, the same in two runs; --set chooses the configuration', async () => {
  const { run } = makeFind();
  const find = async (): Promise<{ config: unknown; points: unknown; summary: unknown }> => {
    const { stdout } = await run('lr-find', 'find.yaml', '--steps', '30', '--set', 'optimizer=sgd', '--json');
    return JSON.parse(stdout) as { config: unknown; points: unknown; summary: unknown };
  };
  const [first, second] = [await find(), await find()];
  expect(first.config).toMatchObject({ optimizer: { name: 'sgd' } });
  expect(first.points).toHaveLength(30);
  expect({ points: second.points, summary: second.summary }).toEqual({ points: first.points, summary: first.summary });
});

test.each([
  [['--steps', '3'], /--steps: saw 3; expected a whole number from 10/u],
  [['--from', '1', '--to', '0.1'], /expected rates above 0 and at most 1e6, the first below the second/u],
  [['--set', 'optimizer=adan2'], /expected one of .*did you mean|did you mean/su],
])('refuses %j and stores nothing', async (options, message) => {
  const { runHere, directory } = makeFind();
  const { code, stderr } = await runHere('lr-find', 'find.yaml', ...options);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
  expect(existsSync(path.join(directory, '.sweepdeck'))).toBe(false);
});

test('a result that cannot be stored is printed all the same, and the exit code says so', async () => {
  const { run, write } = makeFind();
  write('no-folder', 'a file where the store should be');
  const words = ['lr-find', 'find.yaml', '--steps', '20', '--store', 'no-folder'];
  const { code, stdout, stderr } = await run(...words);
  expect(code).toBe(3);
  expect(stdout).toContain('Learning-rate range test of adam');
  expect(stderr).toMatch(/error\[store-not-writable\]: The range test was not stored.*no-folder/u);
  const json = await run(...words, '--json');
  expect(json.code).toBe(3);
  expect(JSON.parse(json.stdout)).toMatchObject({ label: 'adam', options: { steps: 20 } });
  expect(JSON.parse(json.stderr)).toMatchObject({ error: { code: 'store-not-writable' } });
});

test('Ctrl-C ends the wait for a locked store, and the result is printed', async () => {
  const { start, directory } = makeFind();
  const storeDirectory = path.join(directory, '.sweepdeck');
  openSqliteStore(storeDirectory).close();
  const other = openSqlite(path.join(storeDirectory, 'sweepdeck.db'));
  other.exec('BEGIN IMMEDIATE');
  try {
    const running = start('lr-find', 'find.yaml', '--steps', '20');
    running.process.stderr?.on('data', (text: string) => {
      if (text.includes('Another program has locked the store')) running.process.kill('SIGINT');
    });
    const { code, stdout, stderr } = await running.finished;
    expect(code).toBe(3);
    expect(stdout).toContain('Learning-rate range test of adam');
    expect(stderr).toContain('error[store-locked]: The range test was not stored');
  } finally {
    other.exec('ROLLBACK');
    other.close();
  }
});
