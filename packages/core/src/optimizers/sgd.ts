import { z } from 'zod';
import { define } from '../registry/index.ts';
import { scaleByLearningRate } from './scale-by-learning-rate.ts';

export const sgd = define({
  title: 'SGD',
  summary: 'Plain stochastic gradient descent: w = w - learning_rate g.',
  source: 'Robbins and Monro (1951), A stochastic approximation method',
  options: z.strictObject({}),
  create: () => scaleByLearningRate,
});
