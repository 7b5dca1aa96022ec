import { add, grads, mul, sum, type Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { test } from 'vitest';
import { sumOfSquares } from '../../../ops/sum-of-squares.ts';
import { expectSameAsCpu, runs, size } from './compare-with-cpu.ts';

const matrices = fc.record({ seed: fc.nat(), rows: size(300, 40), columns: size(130, 20) });

test('sums of columns and rows', async () => {
  await fc.assert(
    fc.asyncProperty(matrices, ({ seed, rows, columns }) =>
      expectSameAsCpu(seed, ({ normal }) => {
        const x = normal(rows, columns);
        return [sum(x, 0), sum(x, 1), sum(x)];
      }),
    ),
    runs,
  );
});

test('the gradient of a bias that is added to every row', async () => {
  await fc.assert(
    fc.asyncProperty(matrices, ({ seed, rows, columns }) =>
      expectSameAsCpu(seed, ({ normal }) => {
        const dy = normal(rows, columns);
        const f = (x: Tensor, bias: Tensor): Tensor => sum(mul(add(x, bias), dy));
        return grads(f)([normal(rows, columns), normal(columns)]);
      }),
    ),
    runs,
  );
});

test('the sum of the squares of several tensors', async () => {
  await fc.assert(
    fc.asyncProperty(matrices, ({ seed, rows, columns }) =>
      expectSameAsCpu(seed, ({ normal }) => [sumOfSquares(normal(rows, columns), normal(columns), normal(rows))]),
    ),
    runs,
  );
});
