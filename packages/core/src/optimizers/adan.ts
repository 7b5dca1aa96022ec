import { add, clone, div, mul, sqrt, square, sub, zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { addScaled } from '../ops/add-scaled.ts';
import { power } from '../portable-math/index.ts';
import { define } from '../registry/index.ts';
import { mapTensors } from '../tensors/named-tensors.ts';
import { addDecayedWeights, weightDecayOption } from './add-decayed-weights.ts';
import { chain } from './chain.ts';
import type { GradientTransform } from './gradient-transform.ts';
import { perParameter } from './per-parameter.ts';
import { scaleByLearningRate } from './scale-by-learning-rate.ts';

interface AdanDecays {
  readonly beta1: number;
  readonly beta2: number;
  readonly beta3: number;
  readonly epsilon: number;
}

/**
 * With `d = g - g_previous` (0 at first): `m' = b1 m + (1 - b1) g`, `v' = b2 v + (1 - b2) d`,
 * `n' = b3 n + (1 - b3) (g + b2 d)^2`; the update is `(m^ + b2 v^) / (sqrt(n^) + epsilon)`, `^` with bias correction.
 */
function scaleByAdan({ beta1, beta2, beta3, epsilon }: AdanDecays): GradientTransform {
  const slots = { 'adan-m': zerosLike, 'adan-v': zerosLike, 'adan-n': zerosLike, 'adan-gradient': zerosLike };
  return perParameter(slots, (gradient, state, { step }) => {
    const change = step === 1 ? zerosLike(gradient) : sub(gradient, state['adan-gradient']);
    const m = addScaled(mul(state['adan-m'], beta1), gradient, 1 - beta1);
    const v = addScaled(mul(state['adan-v'], beta2), change, 1 - beta2);
    const ahead = addScaled(gradient, change, beta2);
    const n = addScaled(mul(state['adan-n'], beta3), square(ahead), 1 - beta3);
    const direction = addScaled(div(m, 1 - power(beta1, step)), v, beta2 / (1 - power(beta2, step)));
    const update = div(direction, add(sqrt(div(n, 1 - power(beta3, step))), epsilon));
    return { update, state: { 'adan-m': m, 'adan-v': v, 'adan-n': n, 'adan-gradient': clone(gradient) } };
  });
}

/** `u / (1 + learning_rate weight_decay)`: makes `-learning_rate (u + weight_decay w)` a proximal step. */
function shrinkProximally(weightDecay: number): GradientTransform {
  return {
    init: () => ({}),
    update: (updates, _state, _parameters, { learningRate }) => ({
      updates: weightDecay === 0 ? updates : mapTensors(updates, (u) => div(u, 1 + learningRate * weightDecay)),
      state: {},
    }),
  };
}

/**
 * `w' = (w - learning_rate u) / (1 + learning_rate weight_decay)`. The betas are decays, as in the authors' code; the paper
 * writes `1 - beta`. Learning rate: 0.003 to begin with.
 */
export const adan = define({
  title: 'Adan',
  summary: 'Adam with Nesterov momentum from the change between two gradients; takes larger rates; try 0.003.',
  source: 'Xie et al. (2022), Adan: adaptive Nesterov momentum algorithm, arXiv:2208.06677',
  options: z.strictObject({
    beta_1: z.number().min(0).lt(1).default(0.98).describe('Decay of the mean of gradients'),
    beta_2: z.number().min(0).lt(1).default(0.92).describe('Decay of the mean of changes between two gradients'),
    beta_3: z.number().min(0).lt(1).default(0.99).describe('Decay of the mean of squared gradients, looked ahead'),
    epsilon: z.number().gt(0).default(1e-8).describe('Added to the denominator'),
    weight_decay: weightDecayOption(0).describe(
      'Decoupled weight decay: weights are divided by 1 + learning_rate weight_decay',
    ),
  }),
  create: ({ beta_1, beta_2, beta_3, epsilon, weight_decay }) =>
    chain(
      scaleByAdan({ beta1: beta_1, beta2: beta_2, beta3: beta_3, epsilon }),
      addDecayedWeights(weight_decay),
      scaleByLearningRate,
      shrinkProximally(weight_decay),
    ),
});
