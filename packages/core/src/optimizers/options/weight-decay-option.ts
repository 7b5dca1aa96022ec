import { z } from 'zod';

/**
 * Makes the option of decoupled weight decay, `learning_rate weight_decay` per step. Source: Loshchilov and Hutter
 * (2019), arXiv:1711.05101.
 */
export function weightDecayOption(byDefault: number): z.ZodDefault<z.ZodNumber> {
  return z
    .number()
    .min(0)
    .max(10)
    .default(byDefault)
    .describe('Decoupled weight decay: each step also subtracts learning_rate weight_decay w');
}
