import { zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { adamaxPass } from '../ops/adamax-pass.ts';
import { define } from '../registry/index.ts';
import { descend } from './transforms/descend.ts';
import type { Optimizer } from './transforms/gradient-transform.ts';

/** `m' = b1 m + (1 - b1) g`, `u' = max(b2 u, |g| + epsilon)`; the direction is `m' / ((1 - b1^t) u')`. */
function descendByAdamax(beta1: number, beta2: number, epsilon: number): Optimizer {
  const slots = { 'adamax-m': zerosLike, 'adamax-u': zerosLike };
  return descend(slots, (gradient, state, { parameter, step, keep, factor }) => {
    const inputs = { parameter, gradient, m: state['adamax-m'], u: state['adamax-u'] };
    const [update, m, u] = adamaxPass(inputs, { beta1, beta2, epsilon, step, keep, factor });
    return { update, state: { 'adamax-m': m, 'adamax-u': u } };
  });
}

/** `w' = w - learning_rate m^ / u'`. Learning rate: 0.002, as in the paper. */
export const adamax = define({
  title: 'Adamax',
  summary: 'Adam with a decaying maximum of the gradient instead of its mean square; try 0.002.',
  source: 'Kingma and Ba (2015), Adam: a method for stochastic optimization, section 7.1, arXiv:1412.6980',
  options: z.strictObject({
    beta_1: z.number().min(0).lt(1).default(0.9).describe('Decay of the mean of gradients'),
    beta_2: z.number().min(0).lt(1).default(0.999).describe('Decay of the largest gradient'),
    epsilon: z.number().gt(0).default(1e-7).describe('Added to the magnitude of each gradient'),
  }),
  create: (options) => descendByAdamax(options.beta_1, options.beta_2, options.epsilon),
});
