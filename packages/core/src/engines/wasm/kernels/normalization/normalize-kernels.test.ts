import { add, grads, mul, sum, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalize, type NormalizeOptions } from '../../../../ops/normalize.ts';
import { relativeError } from '../../../../testing/index.ts';
import { valuesOn, type WholeNumbers } from '../../../../testing/compare-engines.ts';

const cases = fc
  .record({
    seed: fc.nat(),
    parts: fc.integer({ min: 1, max: 5 }),
    // Sums are taken in blocks of 64 rows.
    pixels: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 60, max: 140 })),
    groups: fc.integer({ min: 1, max: 9 }),
    groupSize: fc.integer({ min: 1, max: 9 }),
    activation: fc.constantFrom('linear' as const, 'relu' as const),
  })
  // One value, or two equal ones, have no variance: rounding would be all that is left to compare.
  .filter((c) => c.pixels * c.groupSize > 4);

type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

/** `[y, mean, variance, dx, dScale, dOffset]` for whole numbers around `shift`. */
const compute =
  (c: Case, shift = 0) =>
  (whole: WholeNumbers): Tensor[] => {
    const channels = c.groups * c.groupSize;
    const options: NormalizeOptions = { parts: c.parts, groups: c.groups, epsilon: 0.5, activation: c.activation };
    const x = add(whole(c.parts, c.pixels, channels), shift);
    const scale = whole(channels) as Tensor1D;
    // Off 0, so that no value lies on the kink of relu.
    const offset = mul(add(whole(channels), 0.5), 0.37) as Tensor1D;
    const dy = whole(...x.shape);
    const f = (...v: Tensor[]): Tensor =>
      sum(mul(normalize(v[0] as Tensor, v[1] as Tensor1D, v[2] as Tensor1D, options)[0], dy));
    return [...normalize(x, scale, offset, options), ...grads(f)([x, scale, offset])];
  };

test('values, statistics and gradients are those of the composed operations', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (c) => {
      const reference = await valuesOn('cpu', c.seed, compute(c));
      const values = await valuesOn('wasm', c.seed, compute(c));
      values.forEach((value, i) => expect(relativeError(value, reference[i] ?? [])).toBeLessThan(1e-4));
    }),
    { seed: 4, numRuns: 80 },
  );
});

test('a mean far from 0 does not drown the variance', async () => {
  const c: Case = { seed: 1, parts: 1, pixels: 500, groups: 3, groupSize: 1, activation: 'linear' };
  const [near = []] = await valuesOn('wasm', c.seed, compute(c));
  const [far = []] = await valuesOn('wasm', c.seed, compute(c, 1024));
  expect(relativeError(far, near)).toBeLessThan(1e-3);
});

test('the same inputs give the same bits', async () => {
  const c: Case = { seed: 3, parts: 2, pixels: 100, groups: 2, groupSize: 3, activation: 'relu' };
  expect(await valuesOn('wasm', c.seed, compute(c))).toEqual(await valuesOn('wasm', c.seed, compute(c)));
});
