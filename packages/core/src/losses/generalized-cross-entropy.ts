import { div, expm1, mul, neg, sum, type Tensor1D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { logSoftmax } from '../ops/log-softmax.ts';
import { define } from '../registry/index.ts';
import type { Loss } from './loss.ts';

/**
 * Computes `sum_k y_k (1 - p_k^q) / q` with `p = softmax(z)`: 0 .. 1/q; cross-entropy for `q -> 0`, `1 - p_y` for `q
 * = 1`.
 */
function generalizedCrossEntropyLoss(q: number): Loss {
  return (logits, targets) => neg(div(sum(mul(targets, expm1(mul(logSoftmax(logits), q))), 1), q)) as Tensor1D;
}

export const generalizedCrossEntropy = define({
  title: 'Generalized cross-entropy',
  summary:
    'A compromise between cross-entropy and mean absolute error: nearly as fast to train as the first and as robust to wrong labels as the second.',
  source: 'Zhang and Sabuncu (2018), Generalized cross entropy loss with noisy labels, arXiv:1805.07836',
  options: z.strictObject({
    q: z.number().min(0.001).max(1).default(0.7).describe('Near 0: cross-entropy; 1: mean absolute error, times K/2'),
  }),
  create: ({ q }) => generalizedCrossEntropyLoss(q),
});
