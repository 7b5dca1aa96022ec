import { clone, zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { adanPass } from '../ops/adan-pass.ts';
import { define } from '../registry/index.ts';
import { descend } from './transforms/descend.ts';
import type { Optimizer } from './transforms/gradient-transform.ts';
import { weightDecayOption } from './options/weight-decay-option.ts';

interface AdanOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly beta3: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

/**
 * With `d = g - g_previous` (0 at first): `m' = b1 m + (1 - b1) g`, `v' = b2 v + (1 - b2) d`,
 * `n' = b3 n + (1 - b3) (g + b2 d)^2`; the direction is `(m^ + b2 v^) / (sqrt(n^) + epsilon)`, `^` with bias correction.
 */
function descendByAdan({ weightDecay, ...decays }: AdanOptions): Optimizer {
  const slots = { 'adan-m': zerosLike, 'adan-v': zerosLike, 'adan-n': zerosLike, 'adan-gradient': zerosLike };
  return descend(slots, (gradient, state, { parameter, step, learningRate, keep, factor }) => {
    const means = { m: state['adan-m'], v: state['adan-v'], n: state['adan-n'] };
    // A proximal step: the new weight is (w - learning_rate u) / divisor, and the update is that minus w.
    const divisor = 1 + learningRate * weightDecay;
    const [update, m, v, n] = adanPass(
      { parameter, gradient, previous: state['adan-gradient'], ...means },
      { ...decays, step, keep: keep - (learningRate * weightDecay) / divisor, factor: factor / divisor },
    );
    return { update, state: { 'adan-m': m, 'adan-v': v, 'adan-n': n, 'adan-gradient': clone(gradient) } };
  });
}

/**
 * `w' = (w - learning_rate u) / (1 + learning_rate weight_decay)`. The betas are decays, as in the authors' code; the
 * paper writes `1 - beta`. Start with a learning rate of 0.003.
 */
export const adan = define({
  title: 'Adan',
  summary: 'Adam with Nesterov momentum based on gradient differences; tolerates larger rates; try 0.003.',
  source: 'Xie et al. (2022), Adan: adaptive Nesterov momentum algorithm, arXiv:2208.06677',
  options: z.strictObject({
    beta_1: z.number().min(0).lt(1).default(0.98).describe('Decay of the mean of gradients'),
    beta_2: z.number().min(0).lt(1).default(0.92).describe('Decay of the mean of gradient differences'),
    beta_3: z.number().min(0).lt(1).default(0.99).describe('Decay of the mean of squared look-ahead gradients'),
    epsilon: z.number().gt(0).default(1e-8).describe('Added to the denominator'),
    weight_decay: weightDecayOption(0).describe(
      'Decoupled weight decay: weights are divided by 1 + learning_rate weight_decay',
    ),
  }),
  create: ({ beta_1, beta_2, beta_3, epsilon, weight_decay }) =>
    descendByAdan({ beta1: beta_1, beta2: beta_2, beta3: beta_3, epsilon, weightDecay: weight_decay }),
});
