import '../../ops/register-gradients.ts';
import { add, grads, mul, ones, randomNormal, sum, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import golden from '../../../test/golden/norm-layers.golden.json' with { type: 'json' };
import { openEngine } from '../../engines/index.ts';
import { createStream } from '../../random/index.ts';
import type { NamedTensors } from '../../tensors/named-tensors.ts';
import { checkGradient, countLeakedTensors, relativeError } from '../../testing/index.ts';
import { batchNorm } from './batch-norm.ts';
import { depthwiseConv2d } from './depthwise-conv2d.ts';
import { groupNorm } from './group-norm.ts';
import { layerNorm } from './layer-norm.ts';
import type { Layer, LayerContext, LayerFactory } from './layer.ts';

interface GoldenTensor {
  readonly shape: number[];
  readonly values: number[];
}

interface GoldenCase {
  readonly options: {
    readonly groups?: number;
    readonly momentum?: number;
    readonly epsilon?: number;
    readonly kernel_size?: number;
    readonly stride?: number;
    readonly padding?: 'same' | 'valid';
    readonly multiplier?: number;
  };
  readonly is_training: boolean;
  readonly inputs: Record<string, GoldenTensor>;
  readonly output: GoldenTensor;
  readonly output_weights: number[];
  readonly gradients: Record<string, number[]>;
  /** Moving statistics after the step. */
  readonly tracked?: Record<string, number[]>;
}

const cases = Object.entries(golden.cases as unknown as Record<string, GoldenCase>);
const context: LayerContext = { isTraining: true, seed: 1, step: 1, layer: 'tested' };

function factoryOf(name: string, { options }: GoldenCase): LayerFactory {
  const { groups = 0, kernel_size: kernelSize = 0, ...rest } = options;
  if (name.startsWith('batch-norm/')) return batchNorm(rest);
  if (name.startsWith('layer-norm/')) return layerNorm();
  if (name.startsWith('group-norm/')) return groupNorm({ groups });
  return depthwiseConv2d({ kernelSize, ...rest });
}

function layerOf(name: string, wanted: GoldenCase): Layer {
  const layer = factoryOf(name, wanted)(wanted.inputs.x?.shape.slice(1) ?? []);
  expect([wanted.output.shape[0], ...layer.outputShape]).toEqual(wanted.output.shape);
  return layer;
}

/** The layer of a case as a function of `x` and its trained parameters, in the golden's order. */
function functionOf(name: string, wanted: GoldenCase, track?: LayerContext['track']): (...tensors: Tensor[]) => Tensor {
  const layer = layerOf(name, wanted);
  const names = Object.keys(wanted.gradients);
  return (...tensors) => {
    const all = { ...tensorsOf(wanted), ...Object.fromEntries(names.map((each, i) => [each, tensors[i]])) };
    const { x, ...parameters } = all as NamedTensors & { x: Tensor };
    return layer.apply(parameters, x, { ...context, isTraining: wanted.is_training, ...(track && { track }) });
  };
}

function tensorsOf({ inputs }: GoldenCase): NamedTensors {
  return Object.fromEntries(Object.entries(inputs).map(([each, { shape, values }]) => [each, tensor(values, shape)]));
}

function trainedOf(wanted: GoldenCase): Tensor[] {
  const all = tensorsOf(wanted);
  return Object.keys(wanted.gradients).map((each) => all[each] as Tensor);
}

/** A norm's output for its fresh parameters. */
function normalized(factory: LayerFactory, x: Tensor, changes: Partial<LayerContext> = {}): Tensor {
  const layer = factory(x.shape.slice(1));
  return layer.apply(
    layer.init(() => createStream(1, 'unused', 0)),
    x,
    { ...context, ...changes },
  );
}

describe.each(['cpu', 'wasm'] as const)('on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  test.each(cases)('%s matches Keras: value, gradients, moving statistics', (name, wanted) => {
    const tracked: Record<string, Tensor> = {};
    const layer = functionOf(name, wanted, (own, next) => (tracked[own] = next));
    const inputs = trainedOf(wanted);
    expect(relativeError(layer(...inputs).dataSync(), wanted.output.values)).toBeLessThan(1e-5);
    expect(Object.keys(tracked)).toEqual(Object.keys(wanted.tracked ?? {}));
    for (const [each, value] of Object.entries(tracked)) {
      expect(value.rank).toBe(1);
      expect(relativeError(value.dataSync(), wanted.tracked?.[each] ?? [])).toBeLessThan(1e-6);
    }
    const weights = tensor(wanted.output_weights, wanted.output.shape);
    const gradients = grads((...x: Tensor[]) => sum(mul(layer(...x), weights)))(inputs);
    Object.values(wanted.gradients).forEach((expected, i) => {
      expect(relativeError(gradients[i]?.dataSync() ?? [], expected)).toBeLessThan(2e-5);
    });
  });

  test.each(cases)('%s has the gradient of finite differences', (name, wanted) => {
    const errors = checkGradient(functionOf(name, wanted), trainedOf(wanted), { step: 0.02 });
    for (const error of errors) expect(error).toBeLessThan(1e-3);
  });

  test('the layers leave no tensor behind', async () => {
    const leaked = await countLeakedTensors(() => {
      for (const [name, wanted] of cases) {
        tidy(() => {
          const layer = functionOf(name, wanted, () => {});
          for (const gradient of grads((...x: Tensor[]) => sum(layer(...x)))(trainedOf(wanted))) gradient.dataSync();
        });
      }
    });
    expect(leaked).toBe(0);
  });

  test.each([
    ['batch-norm', batchNorm({ epsilon: 1e-6 })],
    ['layer-norm', layerNorm({ epsilon: 1e-6 })],
    ['group-norm', groupNorm({ groups: 2, epsilon: 1e-6 })],
  ])('%s takes away any shift and scale of its input', (_, factory) => {
    const x = randomNormal([3, 4, 4, 6], 0, 1, 'float32', 7);
    const plain = normalized(factory, x).dataSync();
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        (a, b) => {
          const moved = normalized(factory, add(mul(x, a), b)).dataSync();
          expect(relativeError(moved, plain)).toBeLessThan(2e-3);
        },
      ),
      { seed: 3, numRuns: 15 },
    );
  });

  test('layer and group norm know nothing of the batch, batch norm does', () => {
    const x = randomNormal([4, 3, 3, 6], 0, 1, 'float32', 9);
    const first = (factory: LayerFactory, rows: number): Float32Array => {
      const some = tensor(x.dataSync().slice(0, rows * 54), [rows, 3, 3, 6]);
      return normalized(factory, some).dataSync<'float32'>().slice(0, 54);
    };
    for (const factory of [layerNorm(), groupNorm({ groups: 3 })]) expect(first(factory, 4)).toEqual(first(factory, 1));
    expect(first(batchNorm(), 4)).not.toEqual(first(batchNorm(), 1));
  });

  test('a batch of one equal value is normalized to the offset, not to NaN', () => {
    expect([...normalized(batchNorm(), mul(ones([1, 4]), 3)).dataSync()]).toEqual([0, 0, 0, 0]);
    const wanted = batchNorm({ activation: 'relu' })([4]);
    const gradients = grads((...[x]: Tensor[]) => sum(wanted.apply(freshOf(wanted), x as Tensor, context)))([
      ones([1, 4]),
    ]);
    expect([...(gradients[0]?.dataSync() ?? [])]).toEqual([0, 0, 0, 0]);
  });

  test('an activation behind batch norm is one of its own, in training and evaluation', () => {
    const x = randomNormal([5, 6], 0, 1, 'float32', 4);
    for (const isTraining of [true, false]) {
      const plain = [...normalized(batchNorm(), x, { isTraining }).dataSync()];
      const relu = [...normalized(batchNorm({ activation: 'relu' }), x, { isTraining }).dataSync()];
      expect(relu).toEqual(plain.map((value) => Math.max(0, value)));
      const bent = normalized(batchNorm({ activation: 'tanh' }), x, { isTraining }).dataSync();
      expect(relativeError(bent, plain.map(Math.tanh))).toBeLessThan(1e-5);
    }
  });
});

function freshOf(layer: Layer): NamedTensors {
  return layer.init(() => createStream(1, 'unused', 0));
}

test('batch norm trains scale and offset, and keeps the other two', () => {
  const layer = batchNorm()([5, 5, 3]);
  expect(layer.parameterCount).toBe(6);
  expect(layer.untrained).toEqual(['mean', 'variance']);
});

test('a depthwise convolution counts its multiply-adds, and has no bias where it is told so', () => {
  const layer = depthwiseConv2d({ kernelSize: 3, padding: 'same', stride: 2, multiplier: 2, bias: false })([7, 8, 5]);
  expect(layer.outputShape).toEqual([4, 4, 10]);
  expect(layer.multiplyAdds).toBe(4 * 4 * 9 * 10);
  expect(layer.parameterCount).toBe(90);
  expect(Object.keys(freshOf(layer))).toEqual(['kernel']);
});

test('options out of range are refused', () => {
  expect(() => batchNorm({ momentum: 1 })).toThrow('momentum 1 is not from 0 to below 1');
  expect(() => batchNorm({ momentum: -0.1 })).toThrow(RangeError);
  for (const epsilon of [0, -1, Number.NaN]) {
    for (const make of [batchNorm, layerNorm])
      expect(() => make({ epsilon })).toThrow(`epsilon ${epsilon} is not above 0`);
    expect(() => groupNorm({ groups: 1, epsilon })).toThrow(RangeError);
  }
  for (const groups of [0, 1.5]) expect(() => groupNorm({ groups })).toThrow(RangeError);
  expect(() => groupNorm({ groups: 4 })([3, 3, 6])).toThrow('6 channels cannot be divided into 4 groups of equal size');
});
