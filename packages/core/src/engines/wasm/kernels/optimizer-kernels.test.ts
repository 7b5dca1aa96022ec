import { add, mul, square, type Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adamDirection } from '../../../ops/adam-direction.ts';
import { addScaled } from '../../../ops/add-scaled.ts';
import { rmspropDirection } from '../../../ops/rmsprop-direction.ts';
import { sumOfSquares } from '../../../ops/sum-of-squares.ts';
import { valuesOn, type WholeNumbers } from '../../../testing/compare-engines.ts';

const cases = fc.record({
  seed: fc.nat(),
  count: fc.integer({ min: 1, max: 70 }),
  step: fc.integer({ min: 1, max: 50 }),
});
const runs = { seed: 8, numRuns: 100 };

/** Divisions and roots round differently when they are composed differently. */
const relativeTolerance = 1e-5;

async function expectClose(seed: number, compute: (whole: WholeNumbers) => Tensor[]): Promise<void> {
  const [reference, values] = [await valuesOn('cpu', seed, compute), await valuesOn('wasm', seed, compute)];
  expect(values.length).toBe(reference.length);
  for (const [i, expected] of reference.entries()) {
    expect(values[i]?.length).toBe(expected.length);
    for (const [j, value] of expected.entries()) {
      const seen = values[i]?.[j] ?? Number.NaN;
      expect(Math.abs(seen - value), `${seen} for ${value}`).toBeLessThanOrEqual(
        relativeTolerance * (Math.abs(value) + 1e-3),
      );
    }
  }
}

test('the Adam pass', async () => {
  await fc.assert(
    fc.asyncProperty(cases, ({ seed, count, step }) =>
      expectClose(seed, (whole) => {
        const [g, m, v] = [whole(count), mul(whole(count), 0.1), square(whole(count))];
        return adamDirection(g, m, v, { beta1: 0.9, beta2: 0.999, epsilon: 1e-7, step });
      }),
    ),
    runs,
  );
});

test('the RMSProp pass', async () => {
  await fc.assert(
    fc.asyncProperty(cases, ({ seed, count }) =>
      expectClose(seed, (whole) => {
        const [g, s] = [whole(count), add(square(whole(count)), 0.5)];
        return rmspropDirection(g, s, { rho: 0.9, epsilon: 1e-7 });
      }),
    ),
    runs,
  );
});

test('weighted sums and sums of squares', async () => {
  await fc.assert(
    fc.asyncProperty(cases, ({ seed, count }) =>
      expectClose(seed, (whole) => {
        const [x, y] = [whole(count), whole(count)];
        return [addScaled(x, y, 0.25), addScaled(x, y, -0.1), sumOfSquares(x)];
      }),
    ),
    runs,
  );
});

test('a weight gets the same bits wherever it lies in its tensor', async () => {
  const options = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7, step: 3 };
  const all = await valuesOn('wasm', 9, (whole) => {
    const value = mul(whole(1), 0.37);
    const repeated = mul(value, add(mul(whole(7), 0), 1));
    return [adamDirection(repeated, repeated, square(repeated), options)[0]];
  });
  expect(new Set(all[0]).size).toBe(1);
});
