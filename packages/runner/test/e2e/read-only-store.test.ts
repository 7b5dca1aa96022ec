import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePlace, type Place } from './run-runner.ts';

const sweep = `
name: small
dataset: { name: glyphs, count: 200 }
model: logistic
training: { epochs: 1, batch_size: 32 }
engine: cpu
parameters:
  learning_rate: { values: [0.001, 0.01] }
`;

let place: Place;
let mounted = '';
beforeAll(async () => {
  place = makePlace();
  place.write('small.yaml', sweep);
  await place.run('sweep', 'small.yaml');
  // A mount holds for root too, whom file modes do not stop.
  const target = join(place.directory, 'mounted');
  mkdirSync(target);
  const bind = ['--bind', '-o', 'ro', join(place.directory, '.sweepdeck'), target];
  if (spawnSync('mount', bind).status === 0) mounted = target;
});
afterAll(async () => {
  if (mounted !== '') spawnSync('umount', [mounted]);
  await place.remove();
});

const commands: readonly (readonly string[])[] = [
  ['list'],
  ['leaderboard'],
  ['show', 'small'],
  ['show', 't1'],
  ['validate', 'small.yaml', '--no-estimate'],
  ['export', 'small', '--output', 'exported'],
];

test.for(commands)('a store on a read-only mount is read: runner %s', async (words, context) => {
  if (mounted === '') context.skip('needs the right to mount');
  const end = await place.run(...words, '--store', mounted);
  expect(end).toMatchObject({ code: 0 });
  expect(readdirSync(mounted).toSorted()).toEqual(['checkpoint-hashes', 'checkpoints', 'sweepdeck.db']);
});

test('a sweep on a read-only mount is refused before anything is trained', async (context) => {
  if (mounted === '') context.skip('needs the right to mount');
  const end = await place.run('sweep', 'small.yaml', '--store', mounted);
  expect(end).toMatchObject({ code: 2, stderr: expect.stringContaining('store-not-writable') });
});
