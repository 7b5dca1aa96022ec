import { abs, exp, mean, sub, type Tensor1D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { logSoftmax } from '../ops/log-softmax.ts';
import { define } from '../registry/index.ts';
import type { Loss } from './loss.ts';

/**
 * Computes `1/K sum_k |softmax(z)_k - y_k|`: 0 .. 2/K; `2 (1 - p_y) / K` for a one-hot target. Its gradient vanishes
 * where the model is confidently wrong, so large first steps can lose a class for a long time: use a warm-up or a
 * smaller rate.
 */
const meanAbsoluteError: Loss = (logits, targets) => mean(abs(sub(exp(logSoftmax(logits)), targets)), 1) as Tensor1D;

export const mae = define({
  title: 'Mean absolute error',
  summary: 'Absolute distance between softmax probabilities and target; robust to wrong labels; needs a warm-up.',
  source: 'Ghosh, Kumar and Sastry (2017), Robust loss functions under label noise for deep networks, arXiv:1712.09482',
  options: z.strictObject({}),
  create: () => meanAbsoluteError,
});
