import { z } from 'zod';

/** Decay of the weights per step is `learning_rate weight_decay`. Decoupled: Loshchilov and Hutter (2019), arXiv:1711.05101. */
export function weightDecayOption(byDefault: number): z.ZodDefault<z.ZodNumber> {
  return z
    .number()
    .min(0)
    .max(10)
    .default(byDefault)
    .describe('Decoupled weight decay: each step also takes learning_rate weight_decay w');
}
