import { expect, test } from 'vitest';
import { readSafetensors } from '../checkpoints/index.ts';
import { openEngine } from '../engines/index.ts';
import { countLeakedTensors, tinyDataset } from '../testing/index.ts';
import { train } from './train.ts';
import { trialConfigSchema } from './trial-config.ts';

const dataset = tinyDataset();
const units = 6;
const model = {
  name: 'layers',
  layers: ['flatten', { name: 'dense', units }, { name: 'batch-norm', momentum: 0.9 }, { name: 'dense', units: 4 }],
};

type Weights = Readonly<Record<string, { readonly values: ArrayLike<number> }>>;

async function trainedWeights(changes: object): Promise<Weights> {
  const engine = await openEngine('wasm');
  const training = { epochs: 3, batch_size: 32, early_stopping: { patience: 9, restore_best: false } };
  const config = trialConfigSchema.parse({ model, learning_rate: 0.05, training, ...changes });
  for await (const event of train(config, dataset, engine, { aborted: false }, { keepWeights: true }))
    if (event.type === 'weights') return readSafetensors(event.bytes).tensors;
  throw new Error('no weights came');
}

/** Mean and variance over the training images of each output of the first dense layer, straight from its weights. */
function statisticsAt(weights: Weights): { readonly mean: number[]; readonly variance: number[] } {
  const kernel = weights['dense_1/kernel']?.values ?? [];
  const bias = weights['dense_1/bias']?.values ?? [];
  const outputs = Array.from(dataset.splits.train, (image) =>
    Array.from({ length: units }, (_, unit) => {
      let sum = bias[unit] ?? 0;
      for (let i = 0; i < 64; i++)
        sum += ((dataset.images[image * 64 + i] ?? 0) / 255) * (kernel[i * units + unit] ?? 0);
      return sum;
    }),
  );
  const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const columns = Array.from({ length: units }, (_, unit) => outputs.map((row) => row[unit] ?? 0));
  const mean = columns.map(average);
  return { mean, variance: columns.map((column, i) => average(column.map((value) => (value - (mean[i] ?? 0)) ** 2))) };
}

function largestDifference(values: ArrayLike<number> | undefined, expected: readonly number[]): number {
  return Math.max(...expected.map((value, i) => Math.abs(value - (values?.[i] ?? Number.NaN))));
}

const averaging = [
  { optimizer: { name: 'adam', weight_ema: 0.9 } },
  { optimizer: { name: 'schedule-free-adamw' } },
  { optimizer: { name: 'momentum', weight_ema: 0.99 }, regularization: { max_norm: 2 } },
];

test.each(averaging)(
  'averaged weights are kept with the statistics of the network that they make: %j',
  async (changes) => {
    const weights = await trainedWeights(changes);
    const { mean, variance } = statisticsAt(weights);
    expect(largestDifference(weights['batch-norm_1/mean']?.values, mean)).toBeLessThan(1e-5);
    expect(largestDifference(weights['batch-norm_1/variance']?.values, variance)).toBeLessThan(1e-5);
  },
);

test('batches count by their images, the last and shorter one too', async () => {
  const weights = await trainedWeights({ ...averaging[0], training: { epochs: 2, batch_size: 10 } });
  expect(largestDifference(weights['batch-norm_1/mean']?.values, statisticsAt(weights).mean)).toBeLessThan(1e-5);
});

test('weights that are not averaged keep the moving statistics of their training', async () => {
  const weights = await trainedWeights({ optimizer: 'adam' });
  // Three steps with momentum 0.9 are still near the initial variance of 1.
  expect(largestDifference(weights['batch-norm_1/variance']?.values, statisticsAt(weights).variance)).toBeGreaterThan(
    0.1,
  );
});

test('two runs give the same bits and leave no tensor', async () => {
  const changes = { ...averaging[1], regularization: { mixup: 0.2 } };
  expect(await trainedWeights(changes)).toEqual(await trainedWeights(changes));
  expect(await countLeakedTensors(() => trainedWeights(changes))).toBe(0);
});
