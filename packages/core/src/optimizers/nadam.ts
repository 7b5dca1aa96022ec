import { zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { adamPass } from '../ops/adam-pass.ts';
import { power } from '../portable-math/index.ts';
import { define } from '../registry/index.ts';
import { adamOptions } from './options/adam-options.ts';
import { descend } from './transforms/descend.ts';
import type { Optimizer } from './transforms/gradient-transform.ts';

/**
 * With `mu_t = b1 (1 - 0.96^(t decay) / 2)`, `m' = b1 m + (1 - b1) g` and `v' = b2 v + (1 - b2) g^2` the direction is
 * `(mu_(t+1) m' / (1 - mu_1 ... mu_(t+1)) + (1 - mu_t) g / (1 - mu_1 ... mu_t)) / (sqrt(v^) + epsilon)`.
 */
function descendByNadam(beta1: number, beta2: number, epsilon: number, momentumDecay: number): Optimizer {
  const momentumAt = (step: number): number => beta1 * (1 - power(0.96, step * momentumDecay) / 2);
  const weightAt = weightOfMean(momentumAt);
  const slots = { 'nadam-m': zerosLike, 'nadam-v': zerosLike };
  return descend(slots, (gradient, state, { parameter, step, keep, factor }) => {
    const [momentum, nextMomentum] = [momentumAt(step), momentumAt(step + 1)];
    const root = Math.sqrt(1 - power(beta2, step));
    const factors = {
      meanFactor: (factor * root * nextMomentum) / weightAt(step + 1),
      gradientFactor: (factor * root * (1 - momentum)) / weightAt(step),
      offset: epsilon * root,
    };
    const inputs = { parameter, gradient, m: state['nadam-m'], v: state['nadam-v'] };
    const [update, m, v] = adamPass(inputs, { beta1, beta2, ...factors, keep });
    return { update, state: { 'nadam-m': m, 'nadam-v': v } };
  });
}

/** Returns `c_t = 1 - mu_1 ... mu_t = mu_t c_(t-1) + 1 - mu_t`: the total weight of a mean with these decays. */
function weightOfMean(momentumAt: (step: number) => number): (step: number) => number {
  // Steps come in order, so only new values are computed.
  const weights = [0];
  return (step) => {
    for (let t = weights.length; t <= step; t++) {
      const momentum = momentumAt(t);
      weights.push((weights[t - 1] ?? 0) * momentum + 1 - momentum);
    }
    return weights[step] ?? 0;
  };
}

/** Adam with Nesterov momentum that warms up, as in PyTorch and Keras. Start with a learning rate of 0.001. */
export const nadam = define({
  title: 'NAdam',
  summary: 'Adam with Nesterov momentum: looks one step ahead along the mean gradient; try 0.001.',
  source: 'Dozat (2016), Incorporating Nesterov momentum into Adam, ICLR workshop',
  options: z.strictObject({
    ...adamOptions,
    momentum_decay: z.number().min(0).max(1).default(0.004).describe('How fast the momentum grows from half to beta_1'),
  }),
  create: (options) => descendByNadam(options.beta_1, options.beta_2, options.epsilon, options.momentum_decay),
});
