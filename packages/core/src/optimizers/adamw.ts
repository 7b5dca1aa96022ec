import { z } from 'zod';
import { define } from '../registry/index.ts';
import { adamOptions } from './options/adam-options.ts';
import { descendByAdam } from './transforms/descend-by-adam.ts';
import { weightDecayOption } from './options/weight-decay-option.ts';

/** `w' = w - learning_rate (m^ / (sqrt(v^) + epsilon) + weight_decay w)`. Start with a learning rate of 0.001. */
export const adamw = define({
  title: 'AdamW',
  summary: 'Adam with decoupled weight decay; try 0.001.',
  source: 'Loshchilov and Hutter (2019), Decoupled weight decay regularization, arXiv:1711.05101',
  options: z.strictObject({ ...adamOptions, weight_decay: weightDecayOption(0.01) }),
  create: (options) =>
    descendByAdam({ beta1: options.beta_1, beta2: options.beta_2, epsilon: options.epsilon }, options.weight_decay),
});
