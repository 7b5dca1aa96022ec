import { add, div, maximum, mul, sqrt, square, zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { addScaled } from '../ops/add-scaled.ts';
import { define } from '../registry/index.ts';
import { adamOptions } from './adam-options.ts';
import { chain } from './chain.ts';
import type { GradientTransform } from './gradient-transform.ts';
import { perParameter } from './per-parameter.ts';
import { scaleByLearningRate } from './scale-by-learning-rate.ts';

/** `m' = b1 m + (1 - b1) g`, `v' = b2 v + (1 - b2) g^2`, `n' = max(n, v')`; the update is `m^ / (sqrt(n^) + epsilon)`. */
function scaleByAmsgrad(beta1: number, beta2: number, epsilon: number): GradientTransform {
  return perParameter(
    { 'amsgrad-m': zerosLike, 'amsgrad-v': zerosLike, 'amsgrad-v-max': zerosLike },
    (gradient, state, { step }) => {
      const m = addScaled(mul(state['amsgrad-m'], beta1), gradient, 1 - beta1);
      const v = addScaled(mul(state['amsgrad-v'], beta2), square(gradient), 1 - beta2);
      const largest = maximum(state['amsgrad-v-max'], v);
      const denominator = add(sqrt(div(largest, 1 - beta2 ** step)), epsilon);
      const update = div(div(m, 1 - beta1 ** step), denominator);
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
  create: (options) => chain(scaleByAmsgrad(options.beta_1, options.beta_2, options.epsilon), scaleByLearningRate),
});
