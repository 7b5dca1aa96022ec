import { zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { addScaled } from '../ops/add-scaled.ts';
import { define } from '../registry/index.ts';
import { chain } from './chain.ts';
import type { GradientTransform } from './gradient-transform.ts';
import { perParameter } from './per-parameter.ts';
import { scaleByLearningRate } from './scale-by-learning-rate.ts';

/** `v' = momentum v + g`; the update is `g + momentum v'`, the velocity one step ahead. */
function lookAheadVelocity(momentum: number): GradientTransform {
  return perParameter({ velocity: zerosLike }, (gradient, state) => {
    const velocity = addScaled(gradient, state.velocity, momentum);
    return { update: addScaled(gradient, velocity, momentum), state: { velocity } };
  });
}

/** `v' = momentum v + g`, `w' = w - learning_rate (g + momentum v')`. Learning rate: 0.03 to begin with. */
export const nesterov = define({
  title: 'Nesterov momentum',
  summary: 'Momentum SGD that steps along the velocity one step ahead: g + momentum v; try 0.03.',
  source: 'Sutskever et al. (2013), On the importance of initialization and momentum in deep learning, ICML',
  options: z.strictObject({
    momentum: z.number().min(0).lt(1).default(0.9).describe('Decay of the running sum'),
  }),
  create: (options) => chain(lookAheadVelocity(options.momentum), scaleByLearningRate),
});
