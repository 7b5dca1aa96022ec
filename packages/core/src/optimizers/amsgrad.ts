import { zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { adamPass, correctedFactors } from '../ops/adam-pass.ts';
import { define } from '../registry/index.ts';
import { adamOptions } from './options/adam-options.ts';
import type { AdamDecays } from './transforms/descend-by-adam.ts';
import { descend } from './transforms/descend.ts';
import type { Optimizer } from './transforms/gradient-transform.ts';

/** `m' = b1 m + (1 - b1) g`, `v' = b2 v + (1 - b2) g^2`, `n' = max(n, v')`; the direction is `m^ / (sqrt(n^) + epsilon)`. */
function descendByAmsgrad(decays: AdamDecays): Optimizer {
  const slots = { 'amsgrad-m': zerosLike, 'amsgrad-v': zerosLike, 'amsgrad-v-max': zerosLike };
  return descend(slots, (gradient, state, { parameter, step, keep, factor }) => {
    const { 'amsgrad-m': lastM, 'amsgrad-v': lastV, 'amsgrad-v-max': lastLargest } = state;
    const inputs = { parameter, gradient, m: lastM, v: lastV, largest: lastLargest };
    const factors = { ...decays, ...correctedFactors(decays, step, factor), gradientFactor: 0, keep };
    const [update, m, v, largest] = adamPass(inputs, factors);
    return { update, state: { 'amsgrad-m': m, 'amsgrad-v': v, 'amsgrad-v-max': largest } };
  });
}

/** Adam with the largest mean square so far, bias-corrected as in PyTorch. Start with a learning rate of 0.001. */
export const amsgrad = define({
  title: 'AMSGrad',
  summary: 'Adam whose step sizes never grow back: divides by the largest mean square so far; try 0.001.',
  source: 'Reddi, Kale and Kumar (2018), On the convergence of Adam and beyond, arXiv:1904.09237',
  options: z.strictObject(adamOptions),
  create: (options) => descendByAmsgrad({ beta1: options.beta_1, beta2: options.beta_2, epsilon: options.epsilon }),
});
