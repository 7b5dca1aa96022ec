import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from '@sweepdeck/runner/store';
import { openCheckpointFolder } from '../../src/store/checkpoints/checkpoint-folder.ts';
import { makePlace, type Place } from './run-runner.ts';
import { finish, openIn, openSample } from './sample-store.ts';

let place: Place;
/** Keys as the planner makes them. */
const [ownKey, sharedKey] = ['a'.repeat(32), 'b'.repeat(32)] as const;
const blob = 'c'.repeat(64);
const files = (folder: string): string[] => readdirSync(join(place.directory, '.sweepdeck', folder)).toSorted();

/** The first sweep has two finished trials and one that was stopped; the second shares the second one. */
beforeEach(() => {
  place = makePlace();
  const store = openIn(place.directory);
  const first = openSample(store, 'first', ['own', 'shared', 'stopped'], { own: ownKey, shared: sharedKey });
  finish(store, 1, 0.5);
  finish(store, 2, 0.75);
  const { id } = store.startAttempt(3, { worker: 0, environment: {} });
  store.addCheckpoint(id, { epoch: 1, step: 1, sha256: blob, bytes: 2 ** 20, seconds: 1 });
  store.endAttempt(id, { status: 'stopped' });
  store.closeSweep(first, 'paused');
  store.closeSweep(openSample(store, 'second', ['shared'], { shared: sharedKey }), 'finished');
  store.close();
  const weights = openCheckpointFolder(join(place.directory, '.sweepdeck'));
  for (const key of [ownKey, sharedKey]) weights.write(key, new Uint8Array(2 ** 20));
  writeFileSync(join(place.directory, '.sweepdeck', 'checkpoints', 'mine.safetensors'), 'a file of the user');
  mkdirSync(join(place.directory, '.sweepdeck', 'blobs'));
  writeFileSync(join(place.directory, '.sweepdeck', 'blobs', blob), new Uint8Array(2 ** 20));
});
afterEach(() => place.remove());

test('a deletion is shown first, and then takes rows, weights and checkpoints but nothing that others need', async () => {
  const preview = await place.runHere('delete', 'first');
  expect(preview.code).toBe(0);
  expect(preview.stdout.split('\n').slice(0, 3)).toEqual([
    'Would delete s1 (first): 2 trials, 1 of them with a result, and 2.0 MiB of weights and checkpoints.',
    '1 trial stays, because other sweeps share it.',
    'Run `runner delete first --yes` to delete it for good, or `runner archive first --yes` to hide it.',
  ]);
  expect([files('blobs'), files('checkpoints').length]).toEqual([[blob], 3]);
  const deleted = await place.runHere('delete', 'first', '--yes', '--json');
  expect(JSON.parse(deleted.stdout)).toMatchObject({ trials: 2, sharedTrials: 1, results: 1, isDeleted: true });
  expect([files('blobs'), files('checkpoints')]).toEqual([[], [`${sharedKey}.safetensors`, 'mine.safetensors']]);
  expect(files('checkpoint-hashes')).toEqual([`${sharedKey}.sha256`]);
  expect((await place.runHere('show', 't2')).stdout).toContain('0.7500');
  expect(await place.runHere('show', 's1')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('sweep-not-found'),
  });
  expect((await place.runHere('list')).stdout).not.toContain('first');
});

test('what a killed deletion left behind is collected by gc', async () => {
  // Killed after the rows were deleted.
  const store = openSqliteStore(join(place.directory, '.sweepdeck'));
  store.deleteSweep(1);
  store.close();
  const preview = await place.runHere('gc');
  expect(preview.stdout).toContain(
    'Would delete 1 checkpoint that no trial needs and the weights of 1 deleted trial, 2.0 MiB.',
  );
  expect(existsSync(join(place.directory, '.sweepdeck', 'checkpoints', `${ownKey}.safetensors`))).toBe(true);
  expect(JSON.parse((await place.runHere('gc', '--yes', '--json')).stdout)).toMatchObject({
    files: 2,
    isDeleted: true,
  });
  expect(files('checkpoints')).toEqual([`${sharedKey}.safetensors`, 'mine.safetensors']);
});

test('an archived sweep is hidden and counted, still found, and comes back', async () => {
  const preview = await place.runHere('archive', 's1');
  expect(preview).toMatchObject({ code: 0, stdout: expect.stringContaining('Would archive s1 (first, 3 trials)') });
  expect((await place.runHere('list')).stdout).toContain('first');
  expect((await place.runHere('archive', 's1', '--yes')).stdout).toContain('`runner archive s1 --undo --yes`');
  const listed = (await place.runHere('list')).stdout;
  expect(listed).not.toContain('first');
  expect(listed).toContain('1 archived sweep is hidden; `runner list --all` shows it.');
  expect(JSON.parse((await place.runHere('list', '--json')).stdout)).toMatchObject({ sweeps: [{ id: 2 }], hidden: 1 });
  expect((await place.runHere('completion', 'sweeps')).stdout).toBe('second\n');
  expect((await place.runHere('list', '--all')).stdout).toMatch(/archived\n.*\n.*first.* now {2}\s*now$/mu);
  for (const target of ['s1', 'first']) expect((await place.runHere('show', target)).stdout).toMatch(/archived\s+now/u);
  expect((await place.runHere('archive', 's1', '--yes')).stdout).toContain('Nothing to do');
  expect((await place.runHere('archive', 's1', '--undo')).stdout).toContain('Run `runner archive first --undo --yes`');
  expect(await place.runHere('archive', 's1', '--undo', '--yes')).toMatchObject({ code: 0 });
  expect((await place.runHere('list')).stdout).toContain('first');
});

test.each([
  [['delete', 'nobody', '--yes'], 'sweep-not-found'],
  [['archive', 'nobody', '--yes'], 'sweep-not-found'],
  [['delete', 't1', '--yes'], 'Its sweep is s1.'],
  [['archive', 't3'], 'Its sweep is s1.'],
  [['delete'], 'needs SWEEP'],
  [['completion', 'zhs'], 'Did you mean zsh?'],
  [['completion', 'tcsh'], 'expected bash, zsh, fish'],
  [['delete', 's1', '--store', 'nowhere'], 'store-not-found'],
])('runner %j is refused', async (words, text) => {
  const { code, stderr } = await place.runHere(...words);
  expect([code, stderr]).toEqual([2, expect.stringContaining(text)]);
  expect(existsSync(join(place.directory, 'nowhere'))).toBe(false);
});

test('a running sweep is refused, with and without --yes', async () => {
  const store = openIn(place.directory);
  openSample(store, 'busy', ['own'], { own: ownKey });
  for (const words of [
    ['delete', 'busy'],
    ['delete', 'busy', '--yes'],
    ['archive', 'busy', '--yes'],
  ]) {
    const { code, stderr } = await place.runHere(...words);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/sweep-is-running.*\n.*runner stop busy/u)]);
  }
  store.close();
});
