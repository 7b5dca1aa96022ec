import { zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { adadeltaDirection } from '../ops/adadelta-direction.ts';
import { define } from '../registry/index.ts';
import { chain } from './chain.ts';
import type { GradientTransform } from './gradient-transform.ts';
import { perParameter } from './per-parameter.ts';
import { scaleByLearningRate } from './scale-by-learning-rate.ts';

/**
 * `s' = rho s + (1 - rho) g^2`; the update is `u = g sqrt(d + epsilon) / sqrt(s' + epsilon)`;
 * `d' = rho d + (1 - rho) u^2`.
 */
function scaleByAdadelta(rho: number, epsilon: number): GradientTransform {
  return perParameter({ 'mean-square': zerosLike, 'mean-square-update': zerosLike }, (gradient, state) => {
    const { 'mean-square': squares, 'mean-square-update': updates } = state;
    const [update, meanSquare, meanSquareUpdate] = adadeltaDirection(gradient, squares, updates, { rho, epsilon });
    return { update, state: { 'mean-square': meanSquare, 'mean-square-update': meanSquareUpdate } };
  });
}

/** `w' = w - learning_rate u`; the update has the weights' units. Learning rate: 1, as in the paper. */
export const adadelta = define({
  title: 'Adadelta',
  summary: 'Scales gradients by the ratio of the running sizes of updates and gradients; try 1.',
  source: 'Zeiler (2012), ADADELTA: an adaptive learning rate method, arXiv:1212.5701',
  options: z.strictObject({
    rho: z.number().min(0).lt(1).default(0.95).describe('Decay of the running mean squares'),
    epsilon: z.number().gt(0).default(1e-6).describe('Added under both roots; the size of the first steps'),
  }),
  create: (options) => chain(scaleByAdadelta(options.rho, options.epsilon), scaleByLearningRate),
});
