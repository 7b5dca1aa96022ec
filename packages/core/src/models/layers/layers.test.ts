import {
  grads,
  mul,
  sum,
  tensor,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import golden from '../../../test/golden/layers.golden.json' with { type: 'json' };
import { openEngine } from '../../engines/index.ts';
import type { Activation } from '../../ops/activation.ts';
import { conv2d } from '../../ops/conv2d.ts';
import { dense } from '../../ops/dense.ts';
import { maxPool } from '../../ops/max-pool.ts';
import { checkGradient, relativeError } from '../../testing/index.ts';

interface GoldenTensor {
  readonly shape: number[];
  readonly values: number[];
}

interface GoldenCase {
  readonly options: { padding?: string; stride?: number; activation?: string; size?: number };
  readonly inputs: Record<string, GoldenTensor>;
  readonly output: GoldenTensor;
  readonly output_weights: number[];
  readonly gradients: Record<string, number[]>;
}

const cases = Object.entries(golden.cases as unknown as Record<string, GoldenCase>);

function layerOf(name: string, { options }: GoldenCase): (...inputs: Tensor[]) => Tensor {
  const activation = (options.activation ?? 'linear') as Activation;
  const { stride = 1, size = 2 } = options;
  const padding = options.padding === 'same' ? 'same' : 'valid';
  if (name.startsWith('conv2d')) {
    return (x, kernel, bias) =>
      conv2d(x as Tensor4D, kernel as Tensor4D, bias as Tensor1D, { stride, padding, activation });
  }
  if (name.startsWith('dense'))
    return (x, kernel, bias) => dense(x as Tensor2D, kernel as Tensor2D, bias as Tensor1D, activation);
  return (x) => maxPool(x as Tensor4D, size, stride);
}

describe.each(['cpu', 'wasm'] as const)('on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  test.each(cases)('%s matches TensorFlow, value and gradients', (name, wanted) => {
    const layer = layerOf(name, wanted);
    const inputs = Object.values(wanted.inputs).map(({ shape, values }) => tensor(values, shape, 'float32'));
    const output = layer(...inputs);
    expect(output.shape).toEqual(wanted.output.shape);
    expect(relativeError(output.dataSync(), wanted.output.values)).toBeLessThan(1e-5);
    const gradients = grads((...x: Tensor[]) => sum(mul(layer(...x), tensor(wanted.output_weights, output.shape))))(
      inputs,
    );
    Object.values(wanted.gradients).forEach((expected, i) => {
      expect(relativeError(gradients[i]?.dataSync() ?? [], expected)).toBeLessThan(1e-5);
    });
  });

  test.each(cases.filter(([name]) => name.includes('linear')))(
    '%s has the gradient of finite differences',
    (name, wanted) => {
      const inputs = Object.values(wanted.inputs).map(({ shape, values }) => tensor(values, shape, 'float32'));
      for (const error of checkGradient(layerOf(name, wanted), inputs)) expect(error).toBeLessThan(1e-3);
    },
  );
});
