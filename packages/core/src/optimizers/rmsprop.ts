import { zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { meanSquareDirection } from '../ops/mean-square-direction.ts';
import { varianceDirection } from '../ops/variance-direction.ts';
import { define } from '../registry/index.ts';
import { accumulateVelocity } from './accumulate-velocity.ts';
import { chain } from './chain.ts';
import type { GradientTransform } from './gradient-transform.ts';
import { perParameter } from './per-parameter.ts';
import { scaleByLearningRate } from './scale-by-learning-rate.ts';

/** `s' = rho s + (1 - rho) g^2`; the update is `g / (sqrt(s') + epsilon)`. */
function scaleByRootMeanSquare(rho: number, epsilon: number): GradientTransform {
  return perParameter({ 'mean-square': zerosLike }, (gradient, state) => {
    const options = { decay: rho, share: 1 - rho, epsilon };
    const [update, meanSquare] = meanSquareDirection(gradient, state['mean-square'], options);
    return { update, state: { 'mean-square': meanSquare } };
  });
}

/**
 * `a' = rho a + (1 - rho) g`; the update is `g / (sqrt(s' - a'^2) + epsilon)`. The variance `s - a^2` is kept itself, as
 * `rho (variance + (1 - rho) (g - a)^2)`: the same number, which rounding cannot make negative.
 */
function scaleByStandardDeviation(rho: number, epsilon: number): GradientTransform {
  return perParameter({ mean: zerosLike, variance: zerosLike }, (gradient, state) => {
    const [update, mean, variance] = varianceDirection(gradient, state.mean, state.variance, { rho, epsilon });
    return { update, state: { mean, variance } };
  });
}

/** `w' = w - learning_rate g / (sqrt(s') + epsilon)`. Learning rate: 0.001 to begin with. */
export const rmsprop = define({
  title: 'RMSProp',
  summary: 'Divides each gradient by the root of its running mean square; try 0.001.',
  source: 'Hinton (2012), Neural networks for machine learning, lecture 6e; centered: Graves (2013), arXiv:1308.0850',
  options: z.strictObject({
    rho: z.number().min(0).lt(1).default(0.9).describe('Decay of the running mean square'),
    epsilon: z.number().gt(0).default(1e-7).describe('Added to the denominator'),
    centered: z.boolean().default(false).describe('Divide by the standard deviation instead: subtracts the mean first'),
    momentum: z.number().min(0).lt(1).default(0).describe('Decay of a running sum of the updates; 0 for none'),
  }),
  create({ rho, epsilon, centered, momentum }) {
    const scale = centered ? scaleByStandardDeviation(rho, epsilon) : scaleByRootMeanSquare(rho, epsilon);
    return momentum === 0
      ? chain(scale, scaleByLearningRate)
      : chain(scale, accumulateVelocity(momentum), scaleByLearningRate);
  },
});
