import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { makePlace, type Place } from './run-runner.ts';

const sweep = `
name: small
dataset: { name: glyphs, count: 100 }
model: logistic
training: { epochs: 1, batch_size: 16 }
engine: cpu
parameters:
  learning_rate: { values: [0.01] }
`;

let place: Place;
afterEach(() => place.remove());

test('checkpoints that nothing refers to are shown, and deleted on request; nothing else is touched', async () => {
  place = makePlace();
  expect(await place.runHere('gc')).toMatchObject({ code: 2, stderr: expect.stringContaining('store-not-found') });
  place.write('small.yaml', sweep);
  expect(await place.runHere('sweep', 'small.yaml', '--workers', '1')).toMatchObject({ code: 0 });
  expect(await place.runHere('gc')).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to delete') });
  const blobs = join(place.directory, '.sweepdeck', 'blobs');
  // The final state of the finished trial, whose weights are kept.
  const [final = ''] = readdirSync(blobs);
  writeFileSync(join(blobs, 'a'.repeat(64)), new Uint8Array(2 ** 20));
  writeFileSync(join(blobs, 'notes.txt'), 'a file of the user');
  const preview = await place.runHere('gc');
  expect(preview.stdout).toContain('Would delete 1 checkpoint that no trial needs, 1.0 MiB.');
  expect(preview.stdout).toContain('Run `runner gc --yes` to delete them.');
  expect(existsSync(join(blobs, 'a'.repeat(64)))).toBe(true);
  const deleted = await place.runHere('gc', '--yes', '--json');
  expect(JSON.parse(deleted.stdout)).toEqual({ files: 1, bytes: 2 ** 20, young: 0, isDeleted: true });
  expect(readdirSync(blobs)).toEqual([final, 'notes.txt']);
  expect(await place.runHere('leaderboard')).toMatchObject({ code: 0 });

  // The final state of a trial goes with its weights.
  const weights = join(place.directory, '.sweepdeck', 'checkpoints');
  for (const name of readdirSync(weights)) rmSync(join(weights, name));
  expect((await place.runHere('gc')).stdout).toContain('Would delete 1 checkpoint that no trial needs');
  expect(await place.runHere('gc', '--yes')).toMatchObject({ code: 0 });
  expect(readdirSync(blobs)).toEqual(['notes.txt']);
  expect((await place.runHere('gc')).stdout).toContain('Nothing to delete');

  // The end of a sweep does the same.
  writeFileSync(join(blobs, 'b'.repeat(64)), 'left behind');
  expect(await place.runHere('sweep', 'small.yaml', '--workers', '1')).toMatchObject({ code: 0 });
  expect(readdirSync(blobs)).toEqual(['notes.txt']);
});
