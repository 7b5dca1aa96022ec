import { randomUniform, zeros, type Tensor4D } from '@tensorflow/tfjs-core';
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { openEngine } from '../engines/index.ts';
import { createNamed, namedConfigSchema, type NamedConfig } from '../registry/index.ts';
import {
  activation,
  conv2d,
  dense,
  flatten,
  layerRegistry,
  maxPool,
  modelRegistry,
  sequential,
  type ApplyContext,
  type InputShape,
  type Model,
} from './index.ts';

const mnist: InputShape = { height: 28, width: 28, channels: 1, classes: 10 };
/** A list of layers and a model of a file have no size of their own. */
const { layers: _layers, pretrained: _pretrained, ...networks } = modelRegistry;
const configSchema = namedConfigSchema(networks, 'models');
type ModelName = keyof typeof networks;
const modelNames = Object.keys(networks) as ModelName[];
const make = (config: ModelName | NamedConfig, input = mnist): Model =>
  createNamed<(input: InputShape) => Model>(networks, configSchema.parse(config))(input);

describe.each(['cpu', 'wasm'] as const)('on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  test.each(modelNames)('%s gives one logit per class', (name) => {
    const model = make(name);
    const parameters = model.init(3);
    const logits = model.apply(parameters, zeros([2, 28, 28, 1]) as Tensor4D, { isTraining: false, seed: 0, step: 0 });
    expect(logits.shape).toEqual([2, 10]);
    const trained = Object.entries(parameters).filter(([parameter]) => !model.untrained.has(parameter));
    const sizes = trained.map(([, { size }]) => size);
    expect(sizes.reduce((a, b) => a + b)).toBe(model.parameterCount);
  });

  test('a relu layer equals the activation of the layer before it', () => {
    const build = (isLayer: boolean): Model =>
      sequential(mnist, [
        ['conv1', conv2d({ filters: 3, kernelSize: 3, activation: isLayer ? 'linear' : 'relu' })],
        ...(isLayer ? [['relu1', activation('relu')] as const] : []),
        ['pool1', maxPool({ size: 2 })],
        ['flatten', flatten()],
        ['dense1', dense({ units: 10 })],
      ]);
    const x = randomUniform([2, 28, 28, 1], -1, 1, 'float32', 5) as Tensor4D;
    const [fused, separate] = [build(false), build(true)].map((model) => {
      const logits = model.apply(model.init(1), x, { isTraining: false, seed: 0, step: 0 });
      return logits.dataSync();
    });
    expect(separate).toEqual(fused);
  });

  test('the same seed gives the same weights, another seed others', () => {
    const weights = (seed: number): number[] => [...(make('seed-cnn').init(seed)['conv1/kernel']?.dataSync() ?? [])];
    expect(weights(1)).toEqual(weights(1));
    expect(weights(1)).not.toEqual(weights(2));
  });
});

test('the models have the sizes of their papers', () => {
  const sizes = modelNames.map((name) => [name, make(name).parameterCount]);
  expect(Object.fromEntries(sizes)).toEqual({
    'seed-cnn': 693_962,
    logistic: 7850,
    mlp: 118_282,
    lenet5: 61_706,
    'vgg-mini': 218_490,
    resnet8: 77_754,
    resnet20: 272_186,
    'mobilenet-mini': 36_874,
  });
});

test('the options change the size as they say', () => {
  expect(make({ name: 'mlp', width: 3, depth: 1 }).parameterCount).toBe(785 * 3 + 4 * 10);
  expect(make({ name: 'mlp', width: 3, depth: 3 }).parameterCount).toBe(785 * 3 + 2 * 4 * 3 + 4 * 10);
  // Filters 3 and 8, units 60 and 42; 5x5 pixels are left before the dense layers.
  const half = (25 + 1) * 3 + (75 + 1) * 8 + (200 + 1) * 60 + (60 + 1) * 42 + (42 + 1) * 10;
  expect(make({ name: 'lenet5', width: 0.5 }).parameterCount).toBe(half);
  expect(make({ name: 'lenet5', depth: 1 }).parameterCount).toBe(26 * 6 + (14 * 14 * 6 + 1) * 120 + 121 * 84 + 85 * 10);
  // Filters 16 and 32, units 64; 13x13 and 5x5 pixels are left.
  const deep = (9 + 1) * 16 + (144 + 1) * 32 + (800 + 1) * 64 + (64 + 1) * 10;
  expect(make({ name: 'seed-cnn', width: 0.5, depth: 2 }).parameterCount).toBe(deep);
  expect(make({ name: 'resnet8', blocks: 3 }).parameterCount).toBe(make('resnet20').parameterCount);
  // Filters 2, 4, 8; 3x3 pixels are left.
  const narrow = (9 + 1) * 2 + (18 + 1) * 4 + (36 + 1) * 8 + (72 + 1) * 5 + (5 + 1) * 10;
  expect(make({ name: 'vgg-mini', width: 2, blocks: 3, convolutions: 1, units: 5 }).parameterCount).toBe(narrow);
  // Each convolution has a batch norm: scale and offset. Blocks of filters 2, 4, 8, the last two with projections.
  const block = (from: number, to: number): number => 9 * from * to + 9 * to * to + 4 * to;
  const projections = 2 * 4 + 2 * 4 + 4 * 8 + 2 * 8;
  const stages = block(2, 2) + block(2, 4) + block(4, 8) + projections;
  expect(make({ name: 'resnet8', width: 2 }).parameterCount).toBe(9 * 2 + 2 * 2 + stages + (8 + 1) * 10);
  // Filters 3; 6 and 12 after the two blocks.
  const separable = (from: number, to: number): number => 9 * from + 2 * from + from * to + 2 * to;
  const mobile = 9 * 3 + 2 * 3 + separable(3, 6) + separable(6, 12) + (12 + 1) * 10;
  expect(make({ name: 'mobilenet-mini', width: 3, depth: 2 }).parameterCount).toBe(mobile);
});

test("the article's network starts from the same bits as ever", async () => {
  await openEngine('cpu');
  const model = make('seed-cnn');
  const parameters = model.init(3);
  expect(Object.keys(parameters).toSorted()).toEqual(
    ['conv1', 'dense1', 'dense2'].flatMap((layer) => [`${layer}/bias`, `${layer}/kernel`]),
  );
  const digest = (name: string): string =>
    createHash('sha256')
      .update(parameters[name]?.dataSync() as Float32Array)
      .digest('hex')
      .slice(0, 16);
  expect(digest('conv1/kernel')).toBe('aa56f383c3e7a7f6');
  expect(digest('dense1/kernel')).toBe('a2a73dff63011c8d');
  expect(digest('dense2/kernel')).toBe('00496739b33f2cda');
});

test.each([
  ['seed-cnn', 2, /layer conv1 saw an input of 2x2x1, smaller than its kernel or window/],
  ['lenet5', 8, /layer conv2 saw an input of 4x4x6, smaller/],
  ['lenet5', 10, /layer pool2 saw an input of 1x1x16, smaller/],
  ['vgg-mini', 3, /layer pool2 saw an input of 1x1x32, smaller/],
] as const)('%s refuses images of %d pixels with the name of the layer', (name, size, message) => {
  expect(() => make(name, { ...mnist, height: size, width: size })).toThrow(message);
});

test.each([
  [{ name: 'lenet5' }, 8, 'use larger images or a smaller depth'],
  [{ name: 'lenet5', depth: 1 }, 1, 'use larger images'],
  [{ name: 'vgg-mini', blocks: 3 }, 4, 'use larger images or fewer blocks'],
] as const)('%o on images of %d pixels: %s', (config, size, hint) => {
  expect(() => make(config, { ...mnist, height: size, width: size })).toThrow(expect.objectContaining({ hint }));
});

test.each([
  { name: 'mlp', width: 0 },
  { name: 'mlp', depth: 1.5 },
  { name: 'mlp', activation: 'swish' },
  { name: 'lenet5', width: 9 },
  { name: 'vgg-mini', blocks: 6 },
  { name: 'seed-cnn', dropout: 1 },
  { name: 'seed-cnn', dropout: -0.1 },
  { name: 'seed-cnn', initializer: 'he' },
  { name: 'mlp', dropout: 1 },
  { name: 'resnet8', width: 0 },
  { name: 'resnet20', stochastic_depth: 1 },
  { name: 'resnet20', momentum: 1 },
  { name: 'mobilenet-mini', depth: 10 },
])('%o is refused', (config) => {
  expect(configSchema.safeParse(config).success).toBe(false);
});

test.each(['seed-cnn', 'mlp', 'lenet5', 'vgg-mini'])(
  'dropout in %s changes training steps and nothing else',
  async (name) => {
    await openEngine('cpu');
    const x = randomUniform([2, 28, 28, 1], 0, 1, 'float32', 5) as Tensor4D;
    const logitsOf = (dropout: number, context: ApplyContext): number[] => {
      const model = make({ name, dropout });
      return [...model.apply(model.init(3), x, context).dataSync()];
    };
    const evaluation = { isTraining: false, seed: 1, step: 1 };
    const training = { ...evaluation, isTraining: true };
    expect(logitsOf(0.5, evaluation)).toEqual(logitsOf(0, evaluation));
    expect(logitsOf(0.5, training)).not.toEqual(logitsOf(0, training));
    expect(logitsOf(0.5, training)).toEqual(logitsOf(0.5, training));
    expect(logitsOf(0.5, { ...training, step: 2 })).not.toEqual(logitsOf(0.5, training));
  },
);

test.each(['mlp', 'lenet5', 'vgg-mini'] as const)(
  '%s without dropout has the configuration that it always had',
  (name) => {
    expect(configSchema.parse(name)).not.toHaveProperty('dropout');
    expect(make({ name, dropout: 0.5 }).parameterCount).toBe(make(name).parameterCount);
  },
);

test('the description of each optional option says its default', () => {
  const silent = Object.entries({ ...modelRegistry, ...layerRegistry }).flatMap(([name, { options }]) =>
    Object.entries<z.ZodType>(options.shape).flatMap(([option, schema]) => {
      const { success, data } = schema.safeParse(undefined);
      const isOptional = success && data === undefined;
      return isOptional && !schema.description?.includes('efault: ') ? [`${name}.${option}`] : [];
    }),
  );
  expect(silent).toEqual([]);
});

test('multiply-adds of a network are those of its convolutions and dense layers', () => {
  // 28x28 pixels, then 14x14 and 7x7, after the first convolution 3x3 of each stage.
  const pixels = [784, 196, 49] as const;
  const stage = (from: number, to: number, size: number): number => size * 9 * (from * to + to * to);
  const projections = pixels[1] * 2 * 4 + pixels[2] * 4 * 8;
  const stages = stage(2, 2, pixels[0]) + stage(2, 4, pixels[1]) + stage(4, 8, pixels[2]);
  expect(make({ name: 'resnet8', width: 2 }).multiplyAdds).toBe(pixels[0] * 9 * 2 + stages + projections + 80);
  const separable = (from: number, to: number, size: number): number => size * (9 * from + from * to);
  expect(make({ name: 'mobilenet-mini', width: 3, depth: 2 }).multiplyAdds).toBe(
    pixels[0] * 9 * 3 + separable(3, 6, pixels[0]) + separable(6, 12, pixels[1]) + 120,
  );
});

test('stochastic depth skips later blocks more often, and none in evaluation', async () => {
  await openEngine('cpu');
  const x = randomUniform([3, 8, 8, 1], 0, 1, 'float32', 5) as Tensor4D;
  const input = { ...mnist, height: 8, width: 8 };
  const logits = (stochastic_depth: number, context: ApplyContext): number[] => {
    const model = make({ name: 'resnet20', width: 2, stochastic_depth }, input);
    return [...model.apply(model.init(3), x, context).dataSync()];
  };
  const training = { isTraining: true, seed: 1, step: 1 };
  expect(logits(0.5, training)).not.toEqual(logits(0, training));
  expect(logits(0.5, training)).not.toEqual(logits(0.5, { ...training, step: 2 }));
  expect(logits(0.5, training)).toEqual(logits(0.5, training));
  const evaluation = { ...training, isTraining: false };
  expect(logits(0.5, evaluation)).toEqual(logits(0.5, { ...evaluation, step: 2 }));
});
