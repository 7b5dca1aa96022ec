import {
  fill,
  grad,
  maxPool as plainMaxPool,
  mul,
  sub,
  sum,
  tensor4d,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maxPool } from '../../../../ops/max-pool.ts';
import { valuesOn, type WholeNumbers } from '../../../../testing/compare-engines.ts';

const cases = fc
  .record({
    seed: fc.nat(),
    batch: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 1, max: 9 }),
    width: fc.integer({ min: 1, max: 9 }),
    channels: fc.integer({ min: 1, max: 9 }),
    size: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 4 }),
    padding: fc.constantFrom('same' as const, 'valid' as const),
    // Stock kernels fail on windows without a positive value.
    shift: fc.constantFrom(0, 10),
  })
  .filter((c) => c.size <= c.height && c.size <= c.width);

const runs = { seed: 2, numRuns: 150 };

async function expectSame(seed: number, compute: (whole: WholeNumbers) => Tensor[]): Promise<void> {
  const [reference, values] = [await valuesOn('cpu', seed, compute), await valuesOn('wasm', seed, compute)];
  expect(values).toEqual(reference);
}

test('max pooling and its gradient, ties included', async () => {
  await fc.assert(
    fc.asyncProperty(cases, (c) =>
      expectSame(c.seed, (whole) => {
        const x = sub(whole(c.batch, c.height, c.width, c.channels), c.shift);
        const pool = (v: Tensor): Tensor => maxPool(v as Tensor4D, c.size, c.stride);
        const y = pool(x);
        const dy = whole(...y.shape);
        return [y, grad((v) => sum(mul(pool(v), dy)))(x)];
      }),
    ),
    runs,
  );
});

test('two by two windows of several channels, with and without a border', async () => {
  for (const [height, width] of [
    [6, 6],
    [7, 6],
    [6, 7],
    [2, 3],
  ] as const) {
    for (const channels of [4, 12]) {
      await expectSame(height, (whole) => {
        const x = whole(2, height, width, channels);
        const pool = (v: Tensor): Tensor => maxPool(v as Tensor4D, 2, 2);
        const y = pool(x);
        const dy = whole(...y.shape);
        return [y, grad((v) => sum(mul(pool(v), dy)))(x)];
      });
    }
  }
});

test('the stock operation with padding too', async () => {
  await fc.assert(
    fc.asyncProperty(cases, (c) =>
      expectSame(c.seed, (whole) => {
        const x = sub(whole(c.batch, c.height, c.width, c.channels), c.shift);
        const pool = (v: Tensor): Tensor => plainMaxPool(v as Tensor4D, c.size, c.stride, c.padding);
        const y = pool(x);
        const dy = whole(...y.shape);
        return [y, grad((v) => sum(mul(pool(v), dy)))(x)];
      }),
    ),
    runs,
  );
});

test('not a number is the largest value of its window', async () => {
  const [values] = await valuesOn('wasm', 0, () => {
    const x = tensor4d([1, Number.NaN, 3, 4, 5, 6, 7, 8], [1, 2, 4, 1]);
    return [maxPool(x, 2, 2)];
  });
  expect(values).toEqual([Number.NaN, 8]);
});

test('a window of negative infinities passes its gradient on', async () => {
  const [values] = await valuesOn('wasm', 0, () => {
    const x = fill([1, 2, 2, 1], -Infinity);
    return [grad((v) => sum(maxPool(v as Tensor4D, 2, 2)))(x)];
  });
  expect(values).toEqual([1, 0, 0, 0]);
});
