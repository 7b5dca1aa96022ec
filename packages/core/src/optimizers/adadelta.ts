import { zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { adadeltaPass } from '../ops/adadelta-pass.ts';
import { define } from '../registry/index.ts';
import { descend } from './transforms/descend.ts';
import type { Optimizer } from './transforms/gradient-transform.ts';

/** `s' = rho s + (1 - rho) g^2`, `u = g sqrt(d + epsilon) / sqrt(s' + epsilon)`, `d' = rho d + (1 - rho) u^2`. */
function descendByAdadelta(rho: number, epsilon: number): Optimizer {
  const slots = { 'mean-square': zerosLike, 'mean-square-update': zerosLike };
  return descend(slots, (gradient, state, { parameter, keep, factor }) => {
    const { 'mean-square': squares, 'mean-square-update': updates } = state;
    const inputs = { parameter, gradient, squares, updates };
    const [update, meanSquare, meanSquareUpdate] = adadeltaPass(inputs, { rho, epsilon, keep, factor });
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
    epsilon: z.number().gt(0).default(1e-6).describe('Added under both roots; sets the size of the first steps'),
  }),
  create: (options) => descendByAdadelta(options.rho, options.epsilon),
});
