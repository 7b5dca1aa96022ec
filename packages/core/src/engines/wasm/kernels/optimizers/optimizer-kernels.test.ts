import { add, mul, square, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adadeltaPass } from '../../../../ops/adadelta-pass.ts';
import { adamPass, correctedFactors } from '../../../../ops/adam-pass.ts';
import { adamaxPass } from '../../../../ops/adamax-pass.ts';
import { adanPass } from '../../../../ops/adan-pass.ts';
import { addScaled } from '../../../../ops/add-scaled.ts';
import { layerwisePass } from '../../../../ops/layerwise-pass.ts';
import { lionPass } from '../../../../ops/lion-pass.ts';
import { meanSquarePass } from '../../../../ops/mean-square-pass.ts';
import { momentumPass } from '../../../../ops/momentum-pass.ts';
import { moveTowards } from '../../../../ops/move-towards.ts';
import { scheduleFreePass } from '../../../../ops/schedule-free-pass.ts';
import { sumOfSquares } from '../../../../ops/sum-of-squares.ts';
import { variancePass } from '../../../../ops/variance-pass.ts';
import { valuesOn, type WholeNumbers } from '../../../../testing/compare-engines.ts';

const cases = fc.record({
  seed: fc.nat(),
  count: fc.integer({ min: 1, max: 70 }),
  step: fc.integer({ min: 1, max: 50 }),
});
const runs = { seed: 8, numRuns: 300 };

const adamDecays = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

type Pass = (whole: WholeNumbers, count: number, step: number) => Tensor[];

const inputsOf = (whole: WholeNumbers, count: number) => ({ parameter: whole(count), gradient: whole(count) });
const meanOf = (whole: WholeNumbers, count: number): Tensor => mul(whole(count), 0.1);
/** Above 0, as after a first step. */
const squaresOf = (whole: WholeNumbers, count: number): Tensor => add(square(whole(count)), 0.1);

/** An update, a next parameter, and one with decay. */
const moves = [
  { keep: 0, factor: 1 },
  { keep: 1, factor: -0.01 },
  { keep: 0.99, factor: -0.01 },
] as const;

/** Gradients have zeros among them. */
const passes: Readonly<Record<string, Pass>> = {
  Adam(whole, count, step) {
    const inputs = { ...inputsOf(whole, count), m: meanOf(whole, count), v: squaresOf(whole, count) };
    const options = { ...adamDecays, ...correctedFactors(adamDecays, step), gradientFactor: 0 };
    return moves.flatMap(({ keep }) => adamPass(inputs, { ...options, keep }));
  },
  'AMSGrad with a part of the gradient'(whole, count) {
    const inputs = { ...inputsOf(whole, count), m: meanOf(whole, count), v: squaresOf(whole, count) };
    const options = { beta1: 0.8, beta2: 0.9, meanFactor: 0.7, gradientFactor: 0.2, offset: 1e-3, keep: 0.9 };
    return adamPass({ ...inputs, largest: add(square(whole(count)), 0.2) }, options);
  },
  Adamax(whole, count, step) {
    const inputs = { ...inputsOf(whole, count), m: meanOf(whole, count), u: squaresOf(whole, count) };
    return moves.flatMap((move) => adamaxPass(inputs, { ...adamDecays, step, ...move }));
  },
  Lion(whole, count) {
    const inputs = { ...inputsOf(whole, count), m: mul(whole(count), 0.5) };
    return moves.flatMap((move) => lionPass(inputs, { beta1: 0.9, beta2: 0.99, ...move }));
  },
  Adan(whole, count, step) {
    const inputs = { ...inputsOf(whole, count), previous: whole(count), m: meanOf(whole, count) };
    const state = { v: meanOf(whole, count), n: squaresOf(whole, count) };
    const options = { beta1: 0.98, beta2: 0.92, beta3: 0.99, epsilon: 1e-8 };
    // The factors of the first steps are so large that means which no first step has would cancel.
    const first = { ...inputs, m: zerosLike(state.v), v: zerosLike(state.v), n: zerosLike(state.n) };
    return moves.flatMap((move) => [
      ...adanPass({ ...inputs, ...state }, { ...options, step: step + 20, ...move }),
      ...adanPass(first, { ...options, step: 1, ...move }),
    ]);
  },
  'schedule-free AdamW'(whole, count, step) {
    const inputs = { ...inputsOf(whole, count), z: whole(count), x: whole(count), v: squaresOf(whole, count) };
    const scalars = { rate: mul(square(whole()), 0.01), weight: mul(square(whole()), 0.1) };
    const options = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, step };
    return [0, 1].flatMap((keep) => [
      ...scheduleFreePass({ ...inputs, ...scalars }, { ...options, keep, learningRate: 0.05, weightDecay: 0.1 }),
      // A schedule that begins at a rate of 0: no share.
      ...scheduleFreePass(
        { ...inputs, rate: zerosLike(scalars.rate), weight: zerosLike(scalars.weight) },
        { ...options, keep, learningRate: 0, weightDecay: 0 },
      ),
    ]);
  },
  'LARS and LAMB'(whole, count) {
    const inputs = inputsOf(whole, count);
    const none = zerosLike(inputs.gradient);
    return moves.flatMap((move) => [
      layerwisePass(inputs, { trust: 0.02, decay: 0.1, ...move }),
      layerwisePass(inputs, { trust: 1, decay: 0, ...move }),
      layerwisePass({ ...inputs, gradient: none }, { trust: 0.02, decay: 0.1, ...move }),
      layerwisePass({ ...inputs, parameter: none }, { trust: 1, decay: 0, ...move }),
    ]);
  },
  RMSProp(whole, count) {
    const inputs = { ...inputsOf(whole, count), squares: squaresOf(whole, count) };
    return moves.flatMap((move) => meanSquarePass(inputs, { decay: 0.9, share: 0.1, epsilon: 1e-7, ...move }));
  },
  Adagrad(whole, count) {
    const inputs = { ...inputsOf(whole, count), squares: squaresOf(whole, count) };
    return moves.flatMap((move) => meanSquarePass(inputs, { decay: 1, share: 1, epsilon: 1e-7, ...move }));
  },
  'centered RMSProp'(whole, count) {
    const inputs = { ...inputsOf(whole, count), mean: meanOf(whole, count), variance: squaresOf(whole, count) };
    return moves.flatMap((move) => variancePass(inputs, { rho: 0.9, epsilon: 1e-7, ...move }));
  },
  Adadelta(whole, count) {
    const inputs = { ...inputsOf(whole, count), squares: square(whole(count)), updates: square(meanOf(whole, count)) };
    return moves.flatMap((move) => adadeltaPass(inputs, { rho: 0.9, epsilon: 1e-6, ...move }));
  },
  momentum(whole, count) {
    const inputs = { ...inputsOf(whole, count), velocity: whole(count) };
    const options = { momentum: 0.9, share: 1, gradientFactor: 0, velocityFactor: -0.1 };
    return moves.flatMap(({ keep }) => momentumPass(inputs, { ...options, keep }));
  },
  'Nesterov momentum': (whole, count) =>
    momentumPass(
      { ...inputsOf(whole, count), velocity: whole(count) },
      { momentum: 0.9, share: 1, keep: 1, gradientFactor: -0.1, velocityFactor: -0.09 },
    ),
  'the momentum of Muon, looking ahead': (whole, count) =>
    momentumPass(
      { ...inputsOf(whole, count), velocity: whole(count) },
      { momentum: 0.95, share: 0.05, keep: 0, gradientFactor: 0.05, velocityFactor: 0.95 },
    ),
  'moving averages': (whole, count) => [moveTowards(whole(count), whole(count), 0.01)],
  'weighted sums and sums of squares'(whole, count) {
    const [x, y] = [whole(count), whole(count)];
    return [addScaled(x, y, 0.25), addScaled(x, y, -0.1), sumOfSquares(x), sumOfSquares(x, y, whole(3, 2))];
  },
};

/** Divisions and roots round differently when they are composed differently. */
const relativeTolerance = 1e-5;
/** Adan's two means may cancel. */
const magnitudeOf = (name: string, value: number): number => Math.abs(value) + (name === 'Adan' ? 1e-2 : 1e-3);

test.each(Object.entries(passes))('the pass of %s is the composed operations', async (name, pass) => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ seed, count, step }) => {
      const compute = (whole: WholeNumbers): Tensor[] => pass(whole, count, step);
      const [reference, values] = [await valuesOn('cpu', seed, compute), await valuesOn('wasm', seed, compute)];
      expect(values.map(({ length }) => length)).toEqual(reference.map(({ length }) => length));
      const differences = reference.flatMap((wanted, i) =>
        wanted.map((value, j) => Math.abs((values[i]?.[j] ?? Number.NaN) - value) / magnitudeOf(name, value)),
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
