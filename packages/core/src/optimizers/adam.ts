import { z } from 'zod';
import { define } from '../registry/index.ts';
import { adamOptions } from './options/adam-options.ts';
import { descendByAdam } from './transforms/descend-by-adam.ts';

/** `w' = w - learning_rate m^ / (sqrt(v^) + epsilon)`. Start with a learning rate of 0.001. */
export const adam = define({
  title: 'Adam',
  summary:
    'Adapts the step size of each weight to running means of the gradient and its square; a robust default; try 0.001.',
  source: 'Kingma and Ba (2015), Adam: a method for stochastic optimization, arXiv:1412.6980',
  options: z.strictObject(adamOptions),
  create: (options) => descendByAdam({ beta1: options.beta_1, beta2: options.beta_2, epsilon: options.epsilon }, 0),
});
