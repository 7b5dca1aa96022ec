import { zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { adamPass, correctedFactors } from '../ops/adam-pass.ts';
import { layerwisePass } from '../ops/layerwise-pass.ts';
import { define } from '../registry/index.ts';
import { adamOptions } from './options/adam-options.ts';
import type { AdamDecays } from './transforms/descend-by-adam.ts';
import { descend } from './transforms/descend.ts';
import type { Optimizer } from './transforms/gradient-transform.ts';
import { weightDecayOption } from './options/weight-decay-option.ts';

/**
 * `d = m^ / (sqrt(v^) + epsilon) + weight_decay w`; the direction is `d |w| / |d|` with L2 norms, or `d` if either
 * norm is 0.
 */
function descendByTrustRatio(decays: AdamDecays, weightDecay: number): Optimizer {
  const slots = { 'adam-m': zerosLike, 'adam-v': zerosLike };
  return descend(slots, (gradient, state, { parameter, step, keep, factor }) => {
    const [direction, m, v] = adamPass(
      { parameter, gradient, m: state['adam-m'], v: state['adam-v'] },
      { ...decays, ...correctedFactors(decays, step), gradientFactor: 0, keep: weightDecay },
    );
    const update = layerwisePass({ parameter, gradient: direction }, { trust: 1, decay: 0, keep, factor });
    return { update, state: { 'adam-m': m, 'adam-v': v } };
  });
}

/**
 * `u = m^ / (sqrt(v^) + epsilon) + weight_decay w`, `w' = w - learning_rate u |w| / |u|`: each parameter tensor moves
 * by the learning rate times its own norm. Start with a learning rate of 0.01.
 */
export const lamb = define({
  title: 'LAMB',
  summary:
    "Adam with each tensor's update scaled to learning_rate times the tensor's norm; for large batches; try 0.01.",
  source: 'You et al. (2020), Large batch optimization for deep learning, arXiv:1904.00962',
  options: z.strictObject({ ...adamOptions, weight_decay: weightDecayOption(0) }),
  create: ({ beta_1, beta_2, epsilon, weight_decay }) =>
    descendByTrustRatio({ beta1: beta_1, beta2: beta_2, epsilon }, weight_decay),
});
