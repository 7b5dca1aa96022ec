import { randomUniform, zeros, type Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../engines/index.ts';
import { createNamed, namedConfigSchema } from '../registry/index.ts';
import {
  conv2d,
  dense,
  flatten,
  maxPool,
  modelRegistry,
  relu,
  sequential,
  type InputShape,
  type Model,
} from './index.ts';

const mnist: InputShape = { height: 28, width: 28, channels: 1, classes: 10 };
const configSchema = namedConfigSchema(modelRegistry, 'models');
const make = (name: keyof typeof modelRegistry, input = mnist): Model =>
  createNamed<(input: InputShape) => Model>(modelRegistry, configSchema.parse(name))(input);

describe.each(['cpu', 'wasm'] as const)('on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  test.each(Object.keys(modelRegistry) as (keyof typeof modelRegistry)[])('%s gives one logit per class', (name) => {
    const model = make(name);
    const parameters = model.init(3);
    const logits = model.apply(parameters, zeros([2, 28, 28, 1]) as Tensor4D, { isTraining: false, seed: 0, step: 0 });
    expect(logits.shape).toEqual([2, 10]);
    const sizes = Object.values(parameters).map(({ size }) => size);
    expect(sizes.reduce((a, b) => a + b)).toBe(model.parameterCount);
  });

  test('a relu layer equals the activation of the layer before it', () => {
    const build = (isLayer: boolean): Model =>
      sequential(mnist, [
        ['conv1', conv2d({ filters: 3, kernelSize: 3, activation: isLayer ? 'linear' : 'relu' })],
        ...(isLayer ? [['relu1', relu()] as const] : []),
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

test("seed-cnn is the article's network", () => {
  expect(make('seed-cnn').parameterCount).toBe(693_962);
});

test.each([
  ['glorot-uniform', Math.sqrt(6 / (9 + 9 * 32))],
  ['he-uniform', Math.sqrt(6 / 9)],
] as const)('%s fills its range', async (initializer, limit) => {
  await openEngine('cpu');
  const config = configSchema.parse({ name: 'seed-cnn', initializer });
  const model = createNamed<(input: InputShape) => Model>(modelRegistry, config)(mnist);
  const largest = Math.max(...(model.init(1)['conv1/kernel']?.dataSync() ?? []).map(Math.abs));
  expect(largest).toBeLessThanOrEqual(limit * (1 + 1e-6));
  expect(largest).toBeGreaterThan(0.95 * limit);
});

test("an image too small for the layers is refused with the layer's name", () => {
  expect(() => make('seed-cnn', { ...mnist, height: 2, width: 2 })).toThrow(/layer conv1 turns 2x2x1 into 0x0x32/);
});
