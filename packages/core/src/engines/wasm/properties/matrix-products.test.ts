import { grads, matMul, mul, sum, tensor, where, type Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { test } from 'vitest';
import { expectSameAsCpu, runs, size } from './compare-with-cpu.ts';

const products = fc.record({
  seed: fc.nat(),
  rows: size(40),
  columns: size(40),
  depth: size(70),
  // Leading axes of both operands; the reference engine is wrong where both are broadcast over two.
  batch: fc.constantFrom(
    [[], []],
    [[3], [3]],
    [
      [2, 2],
      [2, 2],
    ],
    [[2], [1]],
    [[1], [3]],
    [[], [2]],
    [
      [2, 2],
      [1, 2],
    ],
  ),
});

test.each([
  [false, false],
  [false, true],
  [true, false],
  [true, true],
])('products with transpositions %s and %s, and their gradients', async (transposeA, transposeB) => {
  await fc.assert(
    fc.asyncProperty(products, ({ seed, rows, columns, depth, batch }) =>
      expectSameAsCpu(seed, ({ normal }) => {
        const a = normal(...(batch[0] ?? []), ...(transposeA ? [depth, rows] : [rows, depth]));
        const b = normal(...(batch[1] ?? []), ...(transposeB ? [columns, depth] : [depth, columns]));
        const product = (x: Tensor, y: Tensor): Tensor => matMul(x, y, transposeA, transposeB);
        const c = product(a, b);
        // TensorFlow.js has no gradient for broadcast batches.
        if (String(batch[0]) !== String(batch[1])) return [c];
        const dc = normal(...c.shape);
        return [c, ...grads((x: Tensor, y: Tensor) => sum(mul(product(x, y), dc)))([a, b])];
      }),
    ),
    runs,
  );
});

test('products that need several blocks of rows, columns and depth', async () => {
  for (const [rows, columns, depth] of [
    [131, 67, 261],
    [1, 517, 1030],
    [517, 1, 301],
    [97, 530, 3],
    [1030, 9, 33],
  ] as const) {
    await expectSameAsCpu(rows, ({ normal }) => [
      matMul(normal(rows, depth), normal(depth, columns)),
      matMul(normal(depth, rows), normal(columns, depth), true, true),
    ]);
  }
});

test('not a number and infinity stay in their rows and columns', async () => {
  const cases = fc.record({ seed: fc.nat(), rows: size(12), columns: size(20), depth: size(20), at: fc.nat() });
  await fc.assert(
    fc.asyncProperty(
      cases,
      fc.constantFrom(Number.NaN, Infinity, -Infinity),
      ({ seed, rows, columns, depth, at }, bad) =>
        expectSameAsCpu(seed, ({ normal }) => {
          const isBad = Array.from({ length: rows * depth }, (_, i) => i === at % (rows * depth));
          const a = where(tensor(isBad, [rows, depth], 'bool'), bad, normal(rows, depth));
          return [matMul(a, normal(depth, columns))];
        }),
    ),
    runs,
  );
});
