import type { Dataset } from '@sweepdeck/core/datasets';
import { trialConfigSchema, type TrialConfig } from '@sweepdeck/core/training';
import { expect, test } from 'vitest';
import type { MeasuringPool } from './ports.ts';
import { distinctModels, timeEngine } from './time-engine.ts';

const configOf = (changes: object): TrialConfig => trialConfigSchema.parse({ learning_rate: 0.1, ...changes });
const noData = new Uint32Array(new SharedArrayBuffer(0));
const dataset: Dataset = {
  name: 'empty',
  fingerprint: 'none',
  classNames: ['0', '1'],
  height: 1,
  width: 1,
  channels: 1,
  images: new Uint8Array(new SharedArrayBuffer(0)),
  labels: new Uint8Array(new SharedArrayBuffer(0)),
  splits: { train: noData, validation: noData, test: noData },
  normalization: { mean: [0], deviation: [1] },
};

/** A pool whose steps take what `measure` says. */
const poolOf = (measure: MeasuringPool['measure']): Pick<MeasuringPool, 'measure'> => ({ measure });

test('models are distinct by their options and the batch size, in the order of the sweep', () => {
  const configs = [
    configOf({ model: 'mlp', seed: 1 }),
    configOf({ model: 'mlp', seed: 2, loss: 'hinge' }),
    configOf({ model: 'logistic' }),
    configOf({ model: 'mlp', training: { epochs: 1, batch_size: 7 } }),
  ];
  expect(distinctModels(configs)).toEqual([configs[0], configs[2], configs[3]]);
});

test('a step takes the mean over the models, each measured on the engine that was asked for', async () => {
  const asked: unknown[] = [];
  const pool = poolOf(({ config, engine }) => {
    asked.push([config.model.name, engine]);
    const secondsPerStep = config.model.name === 'mlp' ? 0.004 : 0.002;
    return Promise.resolve({ secondsPerStep, secondsPerEvaluatedImage: 1 });
  });
  const configs = [configOf({ model: 'mlp' }), configOf({ model: 'logistic' })];
  expect(await timeEngine({ engine: 'wasm', configs, dataset, pool })).toBeCloseTo(3, 9);
  expect(asked).toEqual([
    ['mlp', 'wasm'],
    ['logistic', 'wasm'],
  ]);
});

test('an engine that hangs or fails is given up', async () => {
  const configs = [configOf({ model: 'mlp' })];
  const hanging = poolOf(() => new Promise(() => undefined));
  await expect(timeEngine({ engine: 'wasm', configs, dataset, pool: hanging, limitMs: 20 })).rejects.toMatchObject({
    code: 'engine-too-slow',
    message: 'a few steps took longer than 0.02 s',
  });
  const failing = poolOf(() => Promise.reject(new Error('out of memory')));
  await expect(timeEngine({ engine: 'wasm', configs, dataset, pool: failing })).rejects.toThrow('out of memory');
});
