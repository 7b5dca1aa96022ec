import { add, mul, square, type Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adadeltaDirection } from '../../../ops/adadelta-direction.ts';
import { adamPass, correctedFactors } from '../../../ops/adam-pass.ts';
import { adamaxDirection } from '../../../ops/adamax-direction.ts';
import { addScaled } from '../../../ops/add-scaled.ts';
import { lionDirection } from '../../../ops/lion-direction.ts';
import { meanSquareDirection } from '../../../ops/mean-square-direction.ts';
import { momentumStep } from '../../../ops/momentum-step.ts';
import { sumOfSquares } from '../../../ops/sum-of-squares.ts';
import { varianceDirection } from '../../../ops/variance-direction.ts';
import { valuesOn, type WholeNumbers } from '../../../testing/compare-engines.ts';

const cases = fc.record({
  seed: fc.nat(),
  count: fc.integer({ min: 1, max: 70 }),
  step: fc.integer({ min: 1, max: 50 }),
});
const runs = { seed: 8, numRuns: 300 };

const adamDecays = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

type Pass = (whole: WholeNumbers, count: number, step: number) => Tensor[];

/** Gradients have zeros among them; running squares are above 0, as after a first step. */
const passes: Readonly<Record<string, Pass>> = {
  Adam(whole, count, step) {
    const [gradient, m, v] = [whole(count), mul(whole(count), 0.1), add(square(whole(count)), 0.1)];
    const options = { ...adamDecays, ...correctedFactors(adamDecays, step), gradientFactor: 0, keep: 1 };
    return adamPass({ gradient, m, v }, options);
  },
  'Adam with parameters and decay'(whole, count, step) {
    const inputs = { gradient: whole(count), m: mul(whole(count), 0.1), v: add(square(whole(count)), 0.1) };
    const options = { ...adamDecays, ...correctedFactors(adamDecays, step, -0.01), gradientFactor: 0, keep: 0.99 };
    return adamPass({ ...inputs, parameter: whole(count) }, options);
  },
  'AMSGrad with a part of the gradient'(whole, count) {
    const inputs = { gradient: whole(count), m: mul(whole(count), 0.1), v: add(square(whole(count)), 0.1) };
    const options = { beta1: 0.8, beta2: 0.9, meanFactor: 0.7, gradientFactor: 0.2, offset: 1e-3, keep: 1 };
    return adamPass({ ...inputs, largest: add(square(whole(count)), 0.2) }, options);
  },
  Adamax: (whole, count, step) =>
    adamaxDirection(whole(count), mul(whole(count), 0.1), add(square(whole(count)), 0.1), { ...adamDecays, step }),
  Lion: (whole, count) => lionDirection(whole(count), mul(whole(count), 0.5), { beta1: 0.9, beta2: 0.99 }),
  RMSProp: (whole, count) =>
    meanSquareDirection(whole(count), add(square(whole(count)), 0.5), { decay: 0.9, share: 0.1, epsilon: 1e-7 }),
  Adagrad: (whole, count) =>
    meanSquareDirection(whole(count), add(square(whole(count)), 0.5), { decay: 1, share: 1, epsilon: 1e-7 }),
  'centered RMSProp': (whole, count) =>
    varianceDirection(whole(count), mul(whole(count), 0.1), add(square(whole(count)), 0.5), {
      rho: 0.9,
      epsilon: 1e-7,
    }),
  Adadelta: (whole, count) =>
    adadeltaDirection(whole(count), square(whole(count)), square(mul(whole(count), 0.1)), { rho: 0.9, epsilon: 1e-6 }),
  momentum: (whole, count) =>
    momentumStep(whole(count), whole(count), whole(count), { momentum: 0.9, gradientFactor: 0, velocityFactor: -0.1 }),
  'Nesterov momentum': (whole, count) =>
    momentumStep(whole(count), whole(count), whole(count), {
      momentum: 0.9,
      gradientFactor: -0.1,
      velocityFactor: -0.09,
    }),
  'weighted sums and sums of squares'(whole, count) {
    const [x, y] = [whole(count), whole(count)];
    return [addScaled(x, y, 0.25), addScaled(x, y, -0.1), sumOfSquares(x), sumOfSquares(x, y, whole(3, 2))];
  },
};

/** Divisions and roots round differently when they are composed differently. */
const relativeTolerance = 1e-5;

test.each(Object.entries(passes))('the pass of %s is the composed operations', async (_, pass) => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ seed, count, step }) => {
      const compute = (whole: WholeNumbers): Tensor[] => pass(whole, count, step);
      const [reference, values] = [await valuesOn('cpu', seed, compute), await valuesOn('wasm', seed, compute)];
      expect(values.map(({ length }) => length)).toEqual(reference.map(({ length }) => length));
      const differences = reference.flatMap((wanted, i) =>
        wanted.map((value, j) => Math.abs((values[i]?.[j] ?? Number.NaN) - value) / (Math.abs(value) + 1e-3)),
      );
      expect(Math.max(...differences)).toBeLessThanOrEqual(relativeTolerance);
    }),
    runs,
  );
});

test.each(Object.entries(passes))(
  '%s gives a weight the same bits wherever it lies in its tensor',
  async (name, pass) => {
    if (name.startsWith('weighted')) return;
    // Every tensor is one value seven times.
    const values = await valuesOn('wasm', 9, (whole) =>
      pass((...shape) => add(mul(whole(...shape), 0), mul(whole(1), 0.37)), 7, 3),
    );
    for (const value of values) expect(new Set(value).size).toBe(1);
  },
);
