import { softmax, tensor, tidy, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { readSafetensors, type StoredTensors } from '../checkpoints/index.ts';
import { scaleOnly, type Dataset } from '../datasets/dataset.ts';
import { openEngine, type Engine } from '../engines/index.ts';
import { SweepdeckError } from '../errors/index.ts';
import { modelRegistry } from '../models/index.ts';
import { activationNames } from '../models/layers/activation.ts';
import { layerExamples } from '../models/layers/layer-examples.ts';
import { gatherBatch } from '../ops/gather-batch.ts';
import { countLeakedTensors, tinyDataset } from '../testing/index.ts';
import { createTrial, train, trialConfigSchema } from '../training/index.ts';
import { tensorNamed } from '../tensors/named-tensors.ts';
import { exportLayersModel, type LayersModelFiles } from './index.ts';

/** Noise with a bright column for each class. */
function dataset(size: number, channels: number, normalization: Dataset['normalization']): Dataset {
  const count = 116;
  const bars = tinyDataset(count);
  const images = new Uint8Array(new SharedArrayBuffer(count * size * size * channels));
  let state = 7;
  for (let i = 0; i < images.length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    const image = Math.floor(i / (size * size * channels));
    const column = Math.floor(i / channels) % size;
    const isBar = Math.floor((4 * column) / size) === (bars.labels[image] ?? 0);
    images[i] = (isBar ? 150 : 0) + ((state >>> 16) % 100);
  }
  const range = (from: number, to: number): Uint32Array<SharedArrayBuffer> => {
    const indices = new Uint32Array(new SharedArrayBuffer((to - from) * 4));
    for (let i = 0; i < indices.length; i++) indices[i] = from + i;
    return indices;
  };
  // Training tests few of the images; the comparison takes all that are not trained on.
  const splits = { train: range(0, 12), validation: range(12, 16), test: range(16, 20) };
  return { ...bars, height: size, width: size, channels, images, normalization, splits };
}

const unseen = Uint32Array.from({ length: 100 }, (_, i) => 16 + i);

/** As small as a model takes them: the cpu engine is slow. */
const tiny = dataset(4, 1, scaleOnly(1));
const small = dataset(8, 1, scaleOnly(1));
const large = dataset(16, 1, scaleOnly(1));
const color = dataset(4, 3, { mean: [0.49, 0.48, 0.45], deviation: [0.25, 0.24, 0.003] });

function inputOf({ height, width, channels, classNames, normalization }: Dataset) {
  return { input: { height, width, channels, classes: classNames.length }, normalization };
}

async function trainWeights(engine: Engine, model: unknown, data: Dataset) {
  const config = trialConfigSchema.parse({ model, learning_rate: 0.003, training: { epochs: 1, batch_size: 4 } });
  for await (const event of train(config, data, engine, { aborted: false }, { keepWeights: true }))
    if (event.type === 'weights') return { config, tensors: readSafetensors(event.bytes).tensors };
  throw new Error('no weights came');
}

function ourProbabilities(
  model: Awaited<ReturnType<typeof createTrial>>['model'],
  stored: StoredTensors,
  data: Dataset,
) {
  return tidy(() => {
    const fresh = model.init(0);
    const parameters = Object.fromEntries(
      Object.keys(fresh).map((name): [string, Tensor] => {
        const seen = stored[name];
        const { shape } = tensorNamed(fresh, name);
        if (seen === undefined) throw new Error(`no ${name}`);
        expect([name, seen.shape]).toEqual([name, shape]);
        return [name, tensor(seen.values, shape)];
      }),
    );
    const x = gatherBatch(data, unseen);
    return softmax(model.apply(parameters, x, { isTraining: false, seed: 0, step: 0 }) as Tensor2D).dataSync();
  });
}

/** Through JSON, as files are. */
async function stockProbabilities({ modelJson, weights }: LayersModelFiles, data: Dataset) {
  const json = JSON.parse(JSON.stringify(modelJson));
  const { modelTopology, format, generatedBy, convertedBy, weightsManifest } = json;
  const loaded = await loadLayersModel({
    load: () =>
      Promise.resolve({
        modelTopology,
        format,
        generatedBy,
        convertedBy,
        weightSpecs: weightsManifest[0].weights,
        weightData: weights.buffer,
      }),
  });
  const pixels = { ...data, normalization: scaleOnly(data.channels) };
  const output = tidy(() => (loaded.predict(gatherBatch(pixels, unseen)) as Tensor).dataSync());
  const shapes = [loaded.inputs[0]?.shape, loaded.outputs[0]?.shape];
  loaded.dispose();
  return { output, shapes };
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let largest = 0;
  // Not Math.max: NaN must count.
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs((a[i] ?? 0) - (b[i] ?? 0));
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

/** Layers of many kinds behind each other. */
const mixedLayers = [
  { name: 'conv2d', filters: 4, kernel_size: 3, padding: 'same', activation: 'relu' },
  'batch-norm',
  'leaky-relu',
  { name: 'depthwise-conv2d', kernel_size: 3, padding: 'same', stride: 2, multiplier: 2 },
  'layer-norm',
  { name: 'group-norm', groups: 2 },
  'elu',
  {
    name: 'residual',
    survival: 0.5,
    activation: 'relu',
    layers: [
      { name: 'conv2d', filters: 6, kernel_size: 3, padding: 'same' },
      'batch-norm',
      'gelu',
      { name: 'group-norm', groups: 3 },
    ],
  },
  {
    name: 'residual',
    layers: [{ name: 'residual', layers: [{ name: 'conv2d', filters: 6, kernel_size: 1 }, 'silu'] }, 'tanh'],
  },
  { name: 'max-pool', size: 2 },
  { name: 'avg-pool', size: 2 },
  'softplus',
  'sigmoid',
  { name: 'dropout', rate: 0.4 },
  'flatten',
  { name: 'dense', units: 9, activation: 'gelu' },
  { name: 'dense', units: 4 },
];
const pooledLayers = [
  { name: 'conv2d', filters: 5, kernel_size: 3, activation: 'silu' },
  'global-average-pool',
  { name: 'group-norm', groups: 1, epsilon: 0.01 },
  'relu',
  { name: 'dense', units: 4 },
];

const models: readonly (readonly [what: string, model: unknown])[] = [
  ['seed-cnn with dropout', { name: 'seed-cnn', dropout: 0.3 }],
  ['logistic', 'logistic'],
  ...activationNames.map((activation) => [`mlp with ${activation}`, { name: 'mlp', width: 12, activation }] as const),
  ['mlp with dropout', { name: 'mlp', width: 12, dropout: 0.3 }],
  ['lenet5', 'lenet5'],
  ['lenet5 with dropout', { name: 'lenet5', width: 0.25, dropout: 0.3 }],
  ['vgg-mini', 'vgg-mini'],
  ['vgg-mini with dropout', { name: 'vgg-mini', width: 2, dropout: 0.3 }],
  ['resnet8', 'resnet8'],
  ['resnet20', 'resnet20'],
  ['mobilenet-mini', 'mobilenet-mini'],
  ['layers of many kinds', { name: 'layers', layers: mixedLayers }],
  ['layers that are pooled', { name: 'layers', layers: pooledLayers }],
  ...Object.entries(layerExamples).map(
    ([layer, layers]) => [`a list with ${layer}`, { name: 'layers', layers }] as const,
  ),
];

describe.each(['cpu', 'wasm'] as const)('on %s', (engineName) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(engineName);
  });

  test.each(models)('%s: stock layers give the same probabilities of 100 images', async (what, model) => {
    const data = /lenet5|seed-cnn/.test(what) ? large : /resnet|mobilenet/.test(what) ? tiny : small;
    const { config, tensors } = await trainWeights(engine, model, data);
    const trial = await createTrial(config, data);
    const files = await exportLayersModel({ ...inputOf(data), model: config.model, tensors });
    const { output, shapes } = await stockProbabilities(files, data);
    expect(shapes).toEqual([
      [null, data.height, data.width, 1],
      [null, 4],
    ]);
    expect(largestDifference(output, ourProbabilities(trial.model, tensors, data))).toBeLessThan(1e-5);
  });

  test.each(['logistic', 'resnet8'])('%s on normalized color: the exported model takes pixels/255', async (model) => {
    const { config, tensors } = await trainWeights(engine, model, color);
    const trial = await createTrial(config, color);
    const files = await exportLayersModel({ ...inputOf(color), model: config.model, tensors });
    const { output } = await stockProbabilities(files, color);
    expect(largestDifference(output, ourProbabilities(trial.model, tensors, color))).toBeLessThan(1e-5);
  });

  test('training that keeps its weights leaks no tensor', async () => {
    expect(await countLeakedTensors(async () => void (await trainWeights(engine, 'resnet8', tiny)))).toBe(0);
  });
});

test('this test exports every model but `pretrained`, whose export is refused', () => {
  const names = models.map(([, model]) => trialConfigSchema.parse({ model }).model.name);
  expect(new Set([...names, 'pretrained'])).toEqual(new Set(Object.keys(modelRegistry)));
});

async function failureOf(model: unknown): Promise<unknown> {
  const config = trialConfigSchema.parse({ model });
  return exportLayersModel({ ...inputOf(small), model: config.model, tensors: {} }).then(
    () => undefined,
    (error: unknown) => (error instanceof SweepdeckError ? error.code : error),
  );
}

test('weights of another model are refused', async () => {
  expect(await failureOf('logistic')).toBe('checkpoint-invalid');
});
