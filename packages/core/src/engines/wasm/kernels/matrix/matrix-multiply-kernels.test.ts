import {
  fused,
  grads,
  matMul,
  mul,
  sum,
  tensor,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dense } from '../../../../ops/dense.ts';
import { valuesOn, type WholeNumbers } from '../../../../testing/compare-engines.ts';

const size = fc.integer({ min: 1, max: 21 });

async function expectSame(seed: number, compute: (whole: WholeNumbers) => Tensor[]): Promise<void> {
  const [reference, values] = [await valuesOn('cpu', seed, compute), await valuesOn('wasm', seed, compute)];
  expect(values).toEqual(reference);
}

const products = fc.record({
  seed: fc.nat(),
  rows: size,
  columns: size,
  depth: size,
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
  batch: fc.constantFrom([[], []], [[3], [3]], [[2], [1]], [[], [2]]),
});

test('matrix products of any transposition and batch, with their gradients', async () => {
  await fc.assert(
    fc.asyncProperty(products, ({ seed, rows, columns, depth, transposeA, transposeB, batch }) =>
      expectSame(seed, (whole) => {
        const a = whole(...(batch[0] ?? []), ...(transposeA ? [depth, rows] : [rows, depth]));
        const b = whole(...(batch[1] ?? []), ...(transposeB ? [columns, depth] : [depth, columns]));
        const product = (x: Tensor, y: Tensor): Tensor => matMul(x, y, transposeA, transposeB);
        const c = product(a, b);
        // TensorFlow.js has no gradient for broadcast batches.
        if (String(batch[0]) !== String(batch[1])) return [c];
        const dc = whole(...c.shape);
        return [c, ...grads((x: Tensor, y: Tensor) => sum(mul(product(x, y), dc)))([a, b])];
      }),
    ),
    { seed: 3, numRuns: 200 },
  );
});

test('batch axes of both operands are broadcast', async () => {
  // The reference engine is wrong here.
  const [values] = await valuesOn('wasm', 0, () => [
    matMul(tensor([1, 2], [2, 1, 1, 1]), tensor([1, 10, 100], [1, 3, 1, 1])),
  ]);
  expect(values).toEqual([1, 10, 100, 2, 20, 200]);
});

const layers = fc.record({
  seed: fc.nat(),
  batch: size,
  inputs: size,
  units: size,
  activation: fc.constantFrom('linear' as const, 'relu' as const),
});

test('the fused dense layer and its gradients are those of the composed one', async () => {
  await fc.assert(
    fc.asyncProperty(layers, ({ seed, batch, inputs, units, activation }) =>
      expectSame(seed, (whole) => {
        const values = [whole(batch, inputs), whole(inputs, units), whole(units)];
        const layer = (...[x, kernel, bias]: Tensor[]): Tensor =>
          dense(x as Tensor2D, kernel as Tensor2D, bias as Tensor1D, activation);
        const y = layer(...values);
        const dy = whole(batch, units);
        return [y, ...grads((...v: Tensor[]) => sum(mul(layer(...v), dy)))(values)];
      }),
    ),
    { seed: 4, numRuns: 150 },
  );
});

test('products larger than one block of rows, columns and depth', async () => {
  for (const [rows, columns, depth] of [
    [131, 21, 600],
    [7, 1030, 257],
    [260, 9, 5],
  ] as const) {
    await expectSame(5, (whole) => {
      const values = [whole(rows, depth), whole(depth, columns), whole(columns)];
      const layer = (...[x, kernel, bias]: Tensor[]): Tensor =>
        dense(x as Tensor2D, kernel as Tensor2D, bias as Tensor1D, 'relu');
      return [layer(...values), ...grads((...v: Tensor[]) => sum(layer(...v)))(values)];
    });
  }
});

test('the fused stock product: our activations, and others by the stock kernel', async () => {
  for (const activation of ['linear', 'relu', 'relu6'] as const) {
    await expectSame(6, (whole) => [
      fused.matMul({
        a: whole(5, 6),
        b: whole(6, 7),
        bias: whole(7),
        transposeA: false,
        transposeB: false,
        activation,
      }),
    ]);
  }
});

test('not a number and infinity pass through', async () => {
  const [values] = await valuesOn('wasm', 0, (whole) => {
    const bad = mul(whole(1, 2), Number.NaN) as Tensor2D;
    return [dense(bad, whole(2, 3) as Tensor2D, whole(3) as Tensor1D, 'relu')];
  });
  expect(values).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});
