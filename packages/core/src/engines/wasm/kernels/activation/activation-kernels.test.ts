import { grad, mul, sum, tensor1d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { activate, activationNames, type ActivationName } from '../../../../ops/activate.ts';
import { countLeakedTensors } from '../../../../testing/index.ts';
import { valuesOn, type WholeNumbers } from '../../../../testing/compare-engines.ts';
import { openEngine } from '../../../open-engine.ts';

beforeEach(async () => {
  await openEngine('wasm');
});

const cases = fc.record({
  seed: fc.nat(),
  shape: fc.oneof(
    fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }),
    fc.integer({ min: 1, max: 70 }).map((count) => [count]),
  ),
  scale: fc.constantFrom(0.01, 0.37, 1, 2.9),
});

test.each(activationNames)('%s and its gradient are the composed operations', async (name) => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ seed, shape, scale }) => {
      const compute = (whole: WholeNumbers): Tensor[] => {
        const [x, dy] = [mul(whole(...shape), scale), whole(...shape)];
        return [activate(x, name), grad((v: Tensor) => sum(mul(activate(v, name), dy)))(x)];
      };
      const [reference, values] = [await valuesOn('cpu', seed, compute), await valuesOn('wasm', seed, compute)];
      // The reference's erf is that of Abramowitz and Stegun, 7.1.26, with errors of 1.5e-7.
      const differences = reference.flatMap((wanted, i) =>
        wanted.map((value, j) => Math.abs((values[i]?.[j] ?? Number.NaN) - value) / (Math.abs(value) + 1)),
      );
      expect(Math.max(...differences)).toBeLessThanOrEqual(2e-6);
    }),
    { seed: 10, numRuns: 300 },
  );
});

/** `P(X <= x)` of the normal distribution: its Taylor series near 0, a continued fraction of its tail further out. */
function normalShare(x: number): number {
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (Math.abs(x) > 3) {
    let tail = Math.abs(x);
    for (let k = 60; k > 0; k--) tail = Math.abs(x) + k / tail;
    return x > 0 ? 1 - density / tail : density / tail;
  }
  let [term, total] = [x, x];
  for (let k = 3; k < 90; k += 2) {
    term *= (x * x) / k;
    total += term;
  }
  return 0.5 + density * total;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** In float64: the value and the slope. */
const exact: Readonly<Record<ActivationName, (x: number) => readonly [value: number, slope: number]>> = {
  relu: (x) => [Math.max(0, x), x > 0 ? 1 : 0],
  'leaky-relu': (x) => (x > 0 ? [x, 1] : [0.01 * x, 0.01]),
  elu: (x) => (x > 0 ? [x, 1] : [Math.expm1(x), Math.exp(x)]),
  gelu: (x) => [x * normalShare(x), normalShare(x) + (x * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI)],
  silu: (x) => [x * sigmoid(x), sigmoid(x) * (1 + x * sigmoid(-x))],
  tanh: (x) => [Math.tanh(x), 1 - Math.tanh(x) ** 2],
  sigmoid: (x) => [sigmoid(x), sigmoid(x) * sigmoid(-x)],
  softplus: (x) => [Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), sigmoid(x)],
};

function valueAndSlope(name: ActivationName, x: Float32Array): readonly [values: Float32Array, slopes: Float32Array] {
  return tidy(() => {
    const input = tensor1d(x);
    const slopes = grad((v: Tensor) => sum(activate(v, name)))(input);
    return [activate(input, name).dataSync().slice(), slopes.dataSync().slice()] as [Float32Array, Float32Array];
  });
}

/** Largest error, a share of the value; of `x` for gelu, whose tail is the power of a rounded square. */
const tolerances: Readonly<Record<ActivationName, number>> = {
  relu: 0,
  'leaky-relu': 1.2e-7,
  elu: 2e-7,
  gelu: 2e-7,
  silu: 3e-7,
  tanh: 3e-7,
  sigmoid: 3e-7,
  softplus: 3e-7,
};

test.each(activationNames)('%s is right from the smallest to the largest values', (name) => {
  const sizes = Array.from({ length: 4000 }, (_, i) => 10 ** (-30 + i / 125)).concat(
    Array.from({ length: 8000 }, (_, i) => i / 100),
  );
  const x = Float32Array.from([...sizes, ...sizes.map((size) => -size)]);
  const [values, slopes] = valueAndSlope(name, x);
  let [largest, largestOfSlopes] = [0, 0];
  x.forEach((each, i) => {
    const [value, slope] = exact[name](each);
    // Values below the smallest normal number may become 0.
    const unit = Math.abs(name === 'gelu' ? each : value) + 1e-29;
    largest = Math.max(largest, Math.abs((values[i] ?? Number.NaN) - value) / unit);
    largestOfSlopes = Math.max(largestOfSlopes, Math.abs((slopes[i] ?? Number.NaN) - slope));
  });
  expect(largest).toBeLessThanOrEqual(tolerances[name]);
  expect(largestOfSlopes).toBeLessThanOrEqual(5e-7);
});

test.each(activationNames)('%s at infinity, far out, at 0 and without a number', (name) => {
  const [values, slopes] = valueAndSlope(name, Float32Array.of(Infinity, -Infinity, Number.NaN, 0, -1e4, 1e4, 1e-40));
  const far = [exact[name](1e30)[0], exact[name](-1e30)[0]] as const;
  expect(values[0]).toBe(far[0] > 1 ? Infinity : far[0]);
  // Infinity times 0, as the composed operations have it.
  const left = name === 'leaky-relu' ? -Infinity : name === 'gelu' || name === 'silu' ? Number.NaN : far[1];
  expect(values[1]).toEqual(left);
  expect(values[2]).toBeNaN();
  expect(values[3]).toBeCloseTo(exact[name](0)[0], 6);
  expect([values[4], values[5]].map(Number)).toEqual([-1e4, 1e4].map((x) => Math.fround(exact[name](x)[0])));
  expect(values[6]).toBeCloseTo(exact[name](1e-40)[0], 6);
  expect([...slopes.subarray(4, 6)].every(Number.isFinite)).toBe(true);
});

test.each(activationNames)('%s gives a value the same bits wherever it lies', (name) => {
  for (const value of valueAndSlope(name, new Float32Array(23).fill(-0.37))) expect(new Set(value).size).toBe(1);
});

test('nothing is left behind', async () => {
  const leaked = await countLeakedTensors(() => {
    for (const name of activationNames) valueAndSlope(name, new Float32Array(33).fill(0.5));
  });
  expect(leaked).toBe(0);
});
