import { zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { meanSquarePass } from '../ops/mean-square-pass.ts';
import { variancePass } from '../ops/variance-pass.ts';
import { define } from '../registry/index.ts';
import { chain } from './transforms/chain.ts';
import { descendByVelocity } from './transforms/descend-by-velocity.ts';
import { descend } from './transforms/descend.ts';
import type { Optimizer } from './transforms/gradient-transform.ts';
import { perParameter } from './transforms/per-parameter.ts';

type Advance<Slot extends string> = Parameters<typeof descend<Slot>>[1];

/** `s' = rho s + (1 - rho) g^2`; the direction is `g / (sqrt(s') + epsilon)`. */
function byRootMeanSquare(rho: number, epsilon: number): Advance<'mean-square'> {
  return (gradient, state, { parameter, keep, factor }) => {
    const options = { decay: rho, share: 1 - rho, epsilon, keep, factor };
    const [update, meanSquare] = meanSquarePass({ parameter, gradient, squares: state['mean-square'] }, options);
    return { update, state: { 'mean-square': meanSquare } };
  };
}

/**
 * `a' = rho a + (1 - rho) g`; the direction is `g / (sqrt(s' - a'^2) + epsilon)`. The variance `s - a^2` is stored
 * directly and updated as `rho (variance + (1 - rho) (g - a)^2)`, which is the same number but cannot become negative
 * by rounding.
 */
function byStandardDeviation(rho: number, epsilon: number): Advance<'mean' | 'variance'> {
  return (gradient, { mean: lastMean, variance: lastVariance }, { parameter, keep, factor }) => {
    const inputs = { parameter, gradient, mean: lastMean, variance: lastVariance };
    const [update, mean, variance] = variancePass(inputs, { rho, epsilon, keep, factor });
    return { update, state: { mean, variance } };
  };
}

/** Descends along the direction, or along a velocity of directions. */
function descendWithMomentum<Slot extends string>(
  slots: Parameters<typeof descend<Slot>>[0],
  advance: Advance<Slot>,
  momentum: number,
): Optimizer {
  if (momentum === 0) return descend(slots, advance);
  const direction = perParameter(slots, (gradient, state, context) =>
    advance(gradient, state, { ...context, keep: 0, factor: 1 }),
  );
  return chain(direction, descendByVelocity(momentum, false));
}

/** `w' = w - learning_rate g / (sqrt(s') + epsilon)`. Start with a learning rate of 0.001. */
export const rmsprop = define({
  title: 'RMSProp',
  summary: 'Divides each gradient by the root of its running mean square; try 0.001.',
  source: 'Hinton (2012), Neural networks for machine learning, lecture 6e; centered: Graves (2013), arXiv:1308.0850',
  options: z.strictObject({
    rho: z.number().min(0).lt(1).default(0.9).describe('Decay of the running mean square'),
    epsilon: z.number().gt(0).default(1e-7).describe('Added to the denominator'),
    centered: z
      .boolean()
      .default(false)
      .describe('Divide by the standard deviation instead, by subtracting the mean first'),
    momentum: z.number().min(0).lt(1).default(0).describe('Decay of a running sum of the updates; 0 for none'),
  }),
  create: ({ rho, epsilon, centered, momentum }) =>
    centered
      ? descendWithMomentum({ mean: zerosLike, variance: zerosLike }, byStandardDeviation(rho, epsilon), momentum)
      : descendWithMomentum({ 'mean-square': zerosLike }, byRootMeanSquare(rho, epsilon), momentum),
});
