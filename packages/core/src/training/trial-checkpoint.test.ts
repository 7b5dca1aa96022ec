import { describe, expect, test } from 'vitest';
import { readSafetensors, writeSafetensors } from '../checkpoints/index.ts';
import { foldDataset } from '../datasets/fold-dataset.ts';
import { openEngine } from '../engines/index.ts';
import { tinyDataset } from '../testing/index.ts';
import { train, type TrainOptions } from './train.ts';
import { readTrialCheckpoint } from './trial-checkpoint.ts';
import type { TrainingEvent } from './training-event.ts';
import { trialConfigSchema } from './trial-config.ts';

const dataset = tinyDataset();

async function events(
  engineName: 'cpu' | 'wasm',
  options?: TrainOptions,
  changes: object = {},
  data = dataset,
): Promise<TrainingEvent[]> {
  const engine = await openEngine(engineName);
  const config = trialConfigSchema.parse({
    model: {
      name: 'layers',
      layers: ['flatten', { name: 'dense', units: 8 }, 'batch-norm', { name: 'dense', units: 4 }],
    },
    learning_rate: 0.01,
    training: { epochs: 2, batch_size: 16 },
    seed: 9,
    ...changes,
  });
  const all: TrainingEvent[] = [];
  for await (const event of train(config, data, engine, { aborted: false }, options)) all.push(event);
  return all;
}

describe.each(['cpu', 'wasm'] as const)('on %s', (engine) => {
  test('the weights come right before the end, only where they are asked for, the same bytes each time', async () => {
    const types = (all: readonly TrainingEvent[]) => all.map(({ type }) => type).filter((type) => type !== 'progress');
    expect(types(await events(engine))).toEqual(['started', 'epoch', 'epoch', 'finished']);
    const [first, second] = [await events(engine, { keepWeights: true }), await events(engine, { keepWeights: true })];
    expect(types(first)).toEqual(['started', 'epoch', 'epoch', 'weights', 'finished']);
    const [weights, again] = [first, second].map((all) => all.find((event) => event.type === 'weights'));
    expect(weights).toEqual(again);
    const finished = first.find((event) => event.type === 'finished');
    const { tensors, metadata } = readSafetensors(weights?.bytes ?? new Uint8Array());
    expect(metadata).toEqual({
      model: 'layers',
      seed: '9',
      epoch: String(finished?.bestEpoch),
      objective_name: 'validation.accuracy',
      objective: String(finished?.objective),
      normalization: '{"mean":[0],"deviation":[1]}',
    });
    expect(Object.keys(tensors)).toEqual([
      'batch-norm_1/mean',
      'batch-norm_1/offset',
      'batch-norm_1/scale',
      'batch-norm_1/variance',
      'dense_1/bias',
      'dense_1/kernel',
      'dense_2/bias',
      'dense_2/kernel',
    ]);
    expect(tensors['dense_1/kernel']?.shape).toEqual([64, 8]);
    // Running statistics are no longer what they began as.
    expect(tensors['batch-norm_1/mean']?.values.some((value) => value !== 0)).toBe(true);
  });
});

test('weights of a fold tell the normalization that was measured on its own images', async () => {
  const measured = { ...dataset, normalization: { mean: [0.3], deviation: [0.2] } };
  const all = await events('wasm', { keepWeights: true }, { fold: { index: 1, count: 3 } }, measured);
  const bytes = all.find((event) => event.type === 'weights')?.bytes ?? new Uint8Array();
  const { normalization } = readTrialCheckpoint(bytes, 'x');
  const fold = foldDataset(measured, { index: 1, count: 3 }, 42);
  expect(normalization).toEqual(fold.normalization);
  expect(normalization.mean).not.toEqual([0.3]);
});

test('a file of other tensors is no checkpoint of a trial', () => {
  const refused = expect.objectContaining({ code: 'checkpoint-invalid' });
  expect(() => readTrialCheckpoint(writeSafetensors({}), 'x')).toThrow(refused);
  expect(() => readTrialCheckpoint(writeSafetensors({}, { normalization: '{}' }), 'x')).toThrow(refused);
});
