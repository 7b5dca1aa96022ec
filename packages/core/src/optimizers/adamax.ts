import { zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { adamaxDirection } from '../ops/adamax-direction.ts';
import { define } from '../registry/index.ts';
import { chain } from './chain.ts';
import type { GradientTransform } from './gradient-transform.ts';
import { perParameter } from './per-parameter.ts';
import { scaleByLearningRate } from './scale-by-learning-rate.ts';

/** `m' = b1 m + (1 - b1) g`, `u' = max(b2 u, |g| + epsilon)`; the update is `m' / ((1 - b1^t) u')`. */
function scaleByAdamax(beta1: number, beta2: number, epsilon: number): GradientTransform {
  return perParameter({ 'adamax-m': zerosLike, 'adamax-u': zerosLike }, (gradient, state, { step }) => {
    const options = { beta1, beta2, epsilon, step };
    const [update, m, u] = adamaxDirection(gradient, state['adamax-m'], state['adamax-u'], options);
    return { update, state: { 'adamax-m': m, 'adamax-u': u } };
  });
}

/** `w' = w - learning_rate m^ / u'`. Learning rate: 0.002, as in the paper. */
export const adamax = define({
  title: 'Adamax',
  summary: 'Adam with a decaying maximum of the gradient in place of its mean square; try 0.002.',
  source: 'Kingma and Ba (2015), Adam: a method for stochastic optimization, section 7.1, arXiv:1412.6980',
  options: z.strictObject({
    beta_1: z.number().min(0).lt(1).default(0.9).describe('Decay of the mean of gradients'),
    beta_2: z.number().min(0).lt(1).default(0.999).describe('Decay of the largest gradient'),
    epsilon: z.number().gt(0).default(1e-7).describe('Added to the size of each gradient'),
  }),
  create: (options) => chain(scaleByAdamax(options.beta_1, options.beta_2, options.epsilon), scaleByLearningRate),
});
