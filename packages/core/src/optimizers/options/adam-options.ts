import { z } from 'zod';

/** Options of every optimizer that keeps Adam's two running means. */
export const adamOptions = {
  beta_1: z.number().min(0).lt(1).default(0.9).describe('Decay of the mean of gradients'),
  beta_2: z.number().min(0).lt(1).default(0.999).describe('Decay of the mean of squared gradients'),
  epsilon: z.number().gt(0).default(1e-7).describe('Added to the denominator'),
};
