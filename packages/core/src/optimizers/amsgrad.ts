import { zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { adamPass, correctedFactors } from '../ops/adam-pass.ts';
import { define } from '../registry/index.ts';
import { adamOptions } from './adam-options.ts';
import { chain } from './chain.ts';
import type { GradientTransform } from './gradient-transform.ts';
import { perParameter } from './per-parameter.ts';
import type { AdamDecays } from './scale-by-adam.ts';
import { scaleByLearningRate } from './scale-by-learning-rate.ts';

/** `m' = b1 m + (1 - b1) g`, `v' = b2 v + (1 - b2) g^2`, `n' = max(n, v')`; the update is `m^ / (sqrt(n^) + epsilon)`. */
function scaleByAmsgrad(decays: AdamDecays): GradientTransform {
  return perParameter(
    { 'amsgrad-m': zerosLike, 'amsgrad-v': zerosLike, 'amsgrad-v-max': zerosLike },
    (gradient, state, { step }) => {
      const inputs = { gradient, m: state['amsgrad-m'], v: state['amsgrad-v'], largest: state['amsgrad-v-max'] };
      const factors = { ...decays, ...correctedFactors(decays, step), gradientFactor: 0, keep: 1 };
      const [update, m, v, largest] = adamPass(inputs, factors);
      return { update, state: { 'amsgrad-m': m, 'amsgrad-v': v, 'amsgrad-v-max': largest } };
    },
  );
}

/** Adam with the largest mean square so far, bias-corrected as in PyTorch. Learning rate: 0.001 to begin with. */
export const amsgrad = define({
  title: 'AMSGrad',
  summary: 'Adam whose step sizes never grow back: divides by the largest mean square so far; try 0.001.',
  source: 'Reddi, Kale and Kumar (2018), On the convergence of Adam and beyond, arXiv:1904.09237',
  options: z.strictObject(adamOptions),
  create: (options) =>
    chain(
      scaleByAmsgrad({ beta1: options.beta_1, beta2: options.beta_2, epsilon: options.epsilon }),
      scaleByLearningRate,
    ),
});
