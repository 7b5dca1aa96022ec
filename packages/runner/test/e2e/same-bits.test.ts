import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openSqliteReader } from '../../src/store/open-store.ts';
import { makePlace, type Place } from './run-runner.ts';

/** Everything that draws random numbers: weights, order, augmentation, mixing, dropout, stochastic depth, label noise. */
const sweep = `
name: bits
dataset: { name: glyphs, count: 240, label_noise: { kind: symmetric, rate: 0.1 } }
training: { epochs: 2, batch_size: 24 }
augmentation: { rotate: 10, shift: 0.1, noise: 0.05, rand_augment: {} }
regularization: { mixup: 0.2, cutmix: 1 }
engine: wasm
parameters:
  model:
    values:
      - { name: seed-cnn, dropout: 0.3 }
      - { name: resnet8, width: 4, stochastic_depth: 0.3 }
      - mlp
  optimizer: { values: [adam, { name: muon, weight_ema: 0.9 }] }
`;

let place: Place;
afterEach(() => place.remove());

/** Every metric of every trial but the clocks, by the trial's key. */
function readMetrics(directory: string): unknown {
  const reader = openSqliteReader(directory);
  const trials = reader.listTrials(1);
  const points = reader.listMetrics(trials.map(({ id }) => id));
  reader.close();
  return Object.fromEntries(
    trials.map(({ id, key, result, status }) => {
      const own = points.filter(({ trialId, name }) => trialId === id && !/seconds|per_second|memory/.test(name));
      const curves = own.map(({ epoch, name, value }) => `${epoch} ${name} ${value}`);
      return [key, { status, curves, metrics: result?.metrics }];
    }),
  );
}

test('a trial gives the same bits alone and beside another', async () => {
  place = makePlace();
  place.write('bits.yaml', sweep);
  const alone = await place.run('sweep', 'bits.yaml', '--workers', '1', '--store', 'alone');
  const beside = await place.run('sweep', 'bits.yaml', '--workers', '2', '--store', 'beside');
  expect([alone.code, beside.code, alone.stderr, beside.stderr]).toEqual([0, 0, '', '']);
  const [first, second] = ['alone', 'beside'].map((name) => readMetrics(path.join(place.directory, name)));
  expect(Object.keys(Object(first))).toHaveLength(6);
  expect(second).toEqual(first);
});
