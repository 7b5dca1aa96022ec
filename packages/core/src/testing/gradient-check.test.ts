import { customGrad, mul, square, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { openEngine } from '../engines/index.ts';
import { checkGradient } from './gradient-check.ts';

beforeAll(async () => {
  await openEngine('cpu');
});

test('accepts a right gradient', () => {
  const [error = Number.NaN] = checkGradient((x) => square(x as Tensor), [tensor([1, -2, 0.5])]);
  expect(error).toBeLessThan(1e-3);
});

test('finds a gradient that is wrong by a tenth', () => {
  const wrong = customGrad((x) => ({
    value: square(x as Tensor),
    gradFunc: (dy) => mul(dy as Tensor, mul(x as Tensor, 2.2)),
  }));
  const [error = Number.NaN] = checkGradient((x) => wrong(x as Tensor), [tensor([1, -2, 0.5])]);
  expect(error).toBeGreaterThan(0.05);
});

test('finds a gradient that misses one of many values', () => {
  const wrong = customGrad((x) => ({
    value: square(x as Tensor),
    gradFunc: (dy) => mul(mul(dy as Tensor, mul(x as Tensor, 2)), tensor([1, 1, 0])),
  }));
  const [error = Number.NaN] = checkGradient((x) => wrong(x as Tensor), [tensor([1, -2, 0.5])]);
  expect(error).toBeGreaterThan(0.05);
});
