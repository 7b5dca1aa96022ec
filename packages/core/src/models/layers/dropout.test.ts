import '../../ops/register-gradients.ts';
import { grad, mul, ones, sum, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../engines/index.ts';
import { checkGradient } from '../../testing/index.ts';
import { dropout } from './dropout.ts';
import type { LayerContext } from './layer.ts';

const context: LayerContext = { isTraining: true, seed: 1, step: 1, layer: 'dropout1' };

function apply(x: Tensor, rate: number, changes: Partial<LayerContext> = {}): Tensor {
  return dropout({ rate })(x.shape.slice(1)).apply({}, x, { ...context, ...changes });
}

function values(changes: Partial<LayerContext> = {}): number[] {
  return [...apply(ones([8, 16]), 0.5, changes).dataSync()];
}

describe.each(['cpu', 'wasm'] as const)('on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  test('drops its share and scales the rest, so that the mean stays', () => {
    const output = apply(ones([100, 100]), 0.2).dataSync();
    const dropped = output.filter((value) => value === 0).length;
    // Five standard deviations of a binomial with 10,000 draws: 200.
    expect(Math.abs(dropped - 2000)).toBeLessThan(200);
    expect(output.filter((value) => value === Math.fround(1.25)).length).toBe(10_000 - dropped);
  });

  test('the mask follows from seed, layer and step alone', () => {
    expect(values()).toEqual(values());
    for (const other of [{ seed: 2 }, { step: 2 }, { layer: 'dropout2' }]) expect(values(other)).not.toEqual(values());
  });

  test('evaluation and rate 0 pass the input on', () => {
    const x = tensor([[1, -2, 3]]);
    expect([...apply(x, 0.9, { isTraining: false }).dataSync()]).toEqual([1, -2, 3]);
    expect([...apply(x, 0).dataSync()]).toEqual([1, -2, 3]);
  });

  test('the gradient is that of finite differences, and 0 where the value was dropped', () => {
    const x = tensor(
      Float32Array.from({ length: 12 }, (_, i) => i - 5.5),
      [3, 4],
    );
    for (const error of checkGradient((input) => apply(input as Tensor, 0.5), [x])) expect(error).toBeLessThan(1e-3);
    const output = apply(x, 0.5).dataSync();
    const gradient = grad((input: Tensor) => sum(mul(apply(input, 0.5), 3)))(x).dataSync();
    expect([...gradient]).toEqual([...output].map((value) => (value === 0 ? 0 : 6)));
  });
});

test.each([-0.1, 1, 1.5, Number.NaN])('rate %s is refused', (rate) => {
  expect(() => dropout({ rate })).toThrow(`dropout rate ${rate} is not from 0 to below 1`);
});
