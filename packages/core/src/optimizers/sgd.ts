import { z } from 'zod';
import { define } from '../registry/index.ts';
import { scaleByLearningRate } from './transforms/scale-by-learning-rate.ts';

/** `w' = w - learning_rate g`. Start with a learning rate of 0.2. */
export const sgd = define({
  title: 'SGD',
  summary: 'Plain stochastic gradient descent: w = w - learning_rate g; try 0.2.',
  source: 'Robbins and Monro (1951), A stochastic approximation method',
  options: z.strictObject({}),
  create: () => scaleByLearningRate,
});
