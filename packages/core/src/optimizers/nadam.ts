import { add, div, mul, scalar, sqrt, square, zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { addScaled } from '../ops/add-scaled.ts';
import { define } from '../registry/index.ts';
import { adamOptions } from './adam-options.ts';
import { chain } from './chain.ts';
import type { GradientTransform } from './gradient-transform.ts';
import { perParameter } from './per-parameter.ts';
import { scaleByLearningRate } from './scale-by-learning-rate.ts';

/**
 * With `mu_t = b1 (1 - 0.96^(t decay) / 2)`, `m' = b1 m + (1 - b1) g` and `v' = b2 v + (1 - b2) g^2` the update is
 * `(mu_(t+1) m' / (1 - mu_1 ... mu_(t+1)) + (1 - mu_t) g / (1 - mu_1 ... mu_t)) / (sqrt(v^) + epsilon)`. State holds the
 * weight that a mean with these decays has gathered: `c_t = 1 - mu_1 ... mu_t = mu_t c_(t-1) + 1 - mu_t`.
 */
function scaleByNadam(beta1: number, beta2: number, epsilon: number, momentumDecay: number): GradientTransform {
  const momentumAt = (step: number): number => beta1 * (1 - 0.96 ** (step * momentumDecay) / 2);
  const slots = { 'nadam-m': zerosLike, 'nadam-v': zerosLike, 'nadam-weight': () => scalar(0) };
  return perParameter(slots, (gradient, state, { step }) => {
    const [momentum, nextMomentum] = [momentumAt(step), momentumAt(step + 1)];
    const m = addScaled(mul(state['nadam-m'], beta1), gradient, 1 - beta1);
    const v = addScaled(mul(state['nadam-v'], beta2), square(gradient), 1 - beta2);
    const weight = add(mul(state['nadam-weight'], momentum), 1 - momentum);
    const nextWeight = add(mul(weight, nextMomentum), 1 - nextMomentum);
    const ahead = add(mul(m, div(scalar(nextMomentum), nextWeight)), mul(gradient, div(scalar(1 - momentum), weight)));
    const update = div(ahead, add(sqrt(div(v, 1 - beta2 ** step)), epsilon));
    return { update, state: { 'nadam-m': m, 'nadam-v': v, 'nadam-weight': weight } };
  });
}

/** Adam with Nesterov momentum that warms up, as PyTorch and Keras have it. Learning rate: 0.001 to begin with. */
export const nadam = define({
  title: 'NAdam',
  summary: 'Adam with Nesterov momentum: looks one step ahead along the mean gradient; try 0.001.',
  source: 'Dozat (2016), Incorporating Nesterov momentum into Adam, ICLR workshop',
  options: z.strictObject({
    ...adamOptions,
    momentum_decay: z.number().min(0).max(1).default(0.004).describe('How fast the momentum grows from half to beta_1'),
  }),
  create: (options) =>
    chain(scaleByNadam(options.beta_1, options.beta_2, options.epsilon, options.momentum_decay), scaleByLearningRate),
});
