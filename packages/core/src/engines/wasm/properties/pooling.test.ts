import {
  avgPool as plainAvgPool,
  grad,
  maxPool as plainMaxPool,
  mul,
  sub,
  sum,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { test } from 'vitest';
import { maxPool } from '../../../ops/max-pool.ts';
import { expectSameAsCpu, runs, size } from './compare-with-cpu.ts';

const cases = fc
  .record({
    seed: fc.nat(),
    batch: size(5, 2),
    height: size(20, 9),
    width: size(20, 9),
    channels: size(40, 9),
    window: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 4 }),
    padding: fc.constantFrom('same' as const, 'valid' as const),
    // Values from -2 to 2 have many ties; from -12 to -8 no window has a positive one.
    shift: fc.constantFrom(0, 10),
  })
  .filter((c) => c.padding === 'same' || (c.window <= c.height && c.window <= c.width));

type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

/** The pooled values and the gradient of `pool`. */
async function expectPooled(c: Case, pool: (x: Tensor4D, c: Case) => Tensor): Promise<void> {
  await expectSameAsCpu(c.seed, ({ quarters }) => {
    const x = sub(quarters(c.batch, c.height, c.width, c.channels), c.shift);
    const y = pool(x as Tensor4D, c);
    const dy = quarters(...y.shape);
    return [y, grad((v) => sum(mul(pool(v as Tensor4D, c), dy)))(x)];
  });
}

test('max pooling and its gradient, with ties and without a positive value', async () => {
  const valid = cases.filter((c) => c.window <= c.height && c.window <= c.width);
  await fc.assert(
    fc.asyncProperty(valid, (c) => expectPooled(c, (x) => maxPool(x, c.window, c.stride))),
    runs,
  );
});

test('stock max pooling and its gradient', async () => {
  await fc.assert(
    fc.asyncProperty(cases, (c) => expectPooled(c, (x) => plainMaxPool(x, c.window, c.stride, c.padding))),
    runs,
  );
});

test('average pooling and its gradient', async () => {
  await fc.assert(
    fc.asyncProperty(cases, (c) => expectPooled(c, (x) => plainAvgPool(x, c.window, c.stride, c.padding))),
    runs,
  );
});
