import { zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { lionPass } from '../ops/lion-pass.ts';
import { define } from '../registry/index.ts';
import { descend } from './transforms/descend.ts';
import type { Optimizer } from './transforms/gradient-transform.ts';
import { weightDecayOption } from './options/weight-decay-option.ts';

/** The direction is `sign(b1 m + (1 - b1) g) + weight_decay w`; `m' = b2 m + (1 - b2) g`. */
function descendBySign(beta1: number, beta2: number, weightDecay: number): Optimizer {
  return descend({ 'lion-m': zerosLike }, (gradient, state, { parameter, learningRate, keep, factor }) => {
    const move = { keep: keep - learningRate * weightDecay, factor };
    const [update, m] = lionPass({ parameter, gradient, m: state['lion-m'] }, { beta1, beta2, ...move });
    return { update, state: { 'lion-m': m } };
  });
}

/**
 * `w' = w - learning_rate (sign(b1 m + (1 - b1) g) + weight_decay w)`. Every weight moves by the learning rate, so
 * use a third to a tenth of Adam's: 0.0001 to 0.0003.
 */
export const lion = define({
  title: 'Lion',
  summary: 'Moves every weight by the learning rate along the sign of its momentum; try 0.0003.',
  source: 'Chen et al. (2023), Symbolic discovery of optimization algorithms, arXiv:2302.06675',
  options: z.strictObject({
    beta_1: z
      .number()
      .min(0)
      .lt(1)
      .default(0.9)
      .describe('Weight of the momentum relative to the gradient in the update'),
    beta_2: z.number().min(0).lt(1).default(0.99).describe('Decay of the momentum'),
    weight_decay: weightDecayOption(0),
  }),
  create: (options) => descendBySign(options.beta_1, options.beta_2, options.weight_decay),
});
