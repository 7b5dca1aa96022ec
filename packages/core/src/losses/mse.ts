import { exp, logSoftmax, mean, square, sub, type Tensor1D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { define } from '../registry/index.ts';
import type { Loss } from './loss.ts';

/** `1/K sum_k (softmax(z)_k - y_k)^2`: 0 .. 2/K; the Brier score divided by the number of classes. */
const meanSquaredError: Loss = (logits, targets) => mean(square(sub(exp(logSoftmax(logits)), targets)), 1) as Tensor1D;

export const mse = define({
  title: 'Mean squared error',
  summary: 'Squared distance of softmax probabilities to the target, averaged over the classes.',
  source: 'Brier (1950), Verification of forecasts expressed in terms of probability',
  options: z.strictObject({}),
  create: () => meanSquaredError,
});
