import { randomUniform, tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Dataset } from '../datasets/index.ts';
import { openEngine, type Engine } from '../engines/index.ts';
import { createNamed } from '../registry/index.ts';
import { countLeakedTensors, relativeError, tinyDataset } from '../testing/index.ts';
import { train, trialConfigSchema, type TrainingEvent } from '../training/index.ts';
import { activationNames, modelRegistry, type InputShape, type ModelMaker } from './index.ts';

/** The dataset with each pixel drawn as 2x2. */
function doubled(dataset: Dataset): Dataset {
  const { height, width } = dataset;
  const images = new Uint8Array(new SharedArrayBuffer(dataset.images.length * 4));
  for (let i = 0; i < images.length; i++) {
    const row = Math.floor(i / (2 * width));
    images[i] = dataset.images[(row >> 1) * width + ((i % (2 * width)) >> 1)] ?? 0;
  }
  return { ...dataset, fingerprint: `${dataset.fingerprint}-doubled`, height: 2 * height, width: 2 * width, images };
}

const small = tinyDataset(384);
const large = doubled(small);

const configs = [
  { name: 'logistic' },
  { name: 'mlp', width: 16, depth: 3, activation: 'gelu', initializer: 'lecun-normal' },
  { name: 'seed-cnn', width: 0.25, initializer: 'he-normal', dropout: 0.3 },
  { name: 'mlp', width: 32, initializer: 'orthogonal' },
  { name: 'mlp', width: 32, dropout: 0.2 },
  { name: 'lenet5', width: 0.25 },
  { name: 'lenet5', width: 0.375, activation: 'relu', initializer: 'he-uniform' },
  { name: 'vgg-mini', width: 4, units: 16 },
  { name: 'resnet8', width: 2, momentum: 0.7 },
  { name: 'mobilenet-mini', width: 4, depth: 4, momentum: 0.5 },
];

async function collect(model: object, dataset: Dataset, engine: Engine, epochs: number): Promise<TrainingEvent[]> {
  const config = trialConfigSchema.parse({
    model,
    loss: 'cross-entropy',
    optimizer: 'adam',
    learning_rate: 0.005,
    schedule: 'constant',
    training: { epochs, batch_size: 16 },
  });
  const events: TrainingEvent[] = [];
  for await (const event of train(config, dataset, engine, { aborted: false })) events.push(event);
  return events;
}

function accuracies(events: readonly TrainingEvent[]): number[] {
  return events.flatMap((event) =>
    event.type === 'epoch' ? [event.metrics['validation.accuracy'] ?? Number.NaN] : [],
  );
}

describe.each(['cpu', 'wasm'] as const)('on %s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(name);
  });

  test.each(configs)('%o learns and leaves no tensor behind', async (model) => {
    const dataset = model.name === 'lenet5' ? large : small;
    let seen: number[] = [];
    const leaked = await countLeakedTensors(async () => {
      seen = accuracies(await collect(model, dataset, engine, 3));
    });
    expect(seen).toHaveLength(3);
    expect(seen.at(-1)).toBeGreaterThan(0.6);
    expect(leaked).toBe(0);
  });

  test('with dropout two runs are the same bits', async () => {
    const losses = async (): Promise<unknown[]> =>
      (await collect({ name: 'seed-cnn', width: 0.25, dropout: 0.5 }, small, engine, 1)).flatMap((event) =>
        event.type === 'epoch' ? [event.metrics['train.loss'], event.metrics['validation.loss']] : [],
      );
    expect(await losses()).toHaveLength(2);
    expect(await losses()).toEqual(await losses());
  });
});

// Learns on the fast engine alone: its 19 convolutions are those of ResNet-8, which both engines train above.
test('resnet20 learns and leaves no tensor behind', async () => {
  const engine = await openEngine('wasm');
  let seen: number[] = [];
  const leaked = await countLeakedTensors(async () => {
    seen = accuracies(await collect({ name: 'resnet20', width: 4, momentum: 0.7 }, small, engine, 3));
  });
  expect(seen).toHaveLength(3);
  expect(seen.at(-1)).toBeGreaterThan(0.6);
  expect(leaked).toBe(0);
});

// A network with one filter and few images: on the slow engine the one above takes minutes.
test('resnet20 leaves no tensor behind on cpu', async () => {
  const engine = await openEngine('cpu');
  let seen: number[] = [];
  const leaked = await countLeakedTensors(async () => {
    seen = accuracies(await collect({ name: 'resnet20', width: 1 }, tinyDataset(24), engine, 3));
  });
  expect(seen).toHaveLength(3);
  expect(leaked).toBe(0);
});

test('every model is trained here, or in the tests of its own', () => {
  const here = [...configs.map(({ name }) => name), 'resnet20'];
  const elsewhere = ['layers', 'pretrained'] satisfies (keyof typeof modelRegistry)[];
  expect(new Set([...here, ...elsewhere])).toEqual(new Set(Object.keys(modelRegistry)));
});

const initializer = 'glorot-normal';
test.each([
  ...configs,
  { name: 'resnet20', width: 2, stochastic_depth: 0.2 },
  ...activationNames.map((activation) => ({ name: 'mlp', width: 8, depth: 2, activation, initializer })),
])('%o gives the same logits on both engines', async (config) => {
  const input: InputShape = { height: 16, width: 16, channels: 3, classes: 4 };
  const named = trialConfigSchema.parse({ model: config }).model;
  const make = await createNamed<ModelMaker | Promise<ModelMaker>>(modelRegistry, named);
  const model = await make(input);
  const logits = async (engine: 'cpu' | 'wasm'): Promise<Float32Array> => {
    await openEngine(engine);
    return tidy(() => {
      const x = randomUniform([3, 16, 16, 3], 0, 1, 'float32', 5) as Tensor4D;
      return model.apply(model.init(2), x, { isTraining: true, seed: 1, step: 1 }).dataSync() as Float32Array;
    });
  };
  expect(relativeError(await logits('wasm'), await logits('cpu'))).toBeLessThan(1e-5);
});
