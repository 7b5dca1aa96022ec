import { div, expm1, mul, neg, sum, type Tensor1D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { logSoftmax } from '../ops/log-softmax.ts';
import { define } from '../registry/index.ts';
import type { Loss } from './loss.ts';

/** `sum_k y_k (1 - p_k^q) / q`, `p = softmax(z)`: 0 .. 1/q; cross-entropy for `q -> 0`, `1 - p_y` for `q = 1`. */
function generalizedCrossEntropyLoss(q: number): Loss {
  return (logits, targets) => neg(div(sum(mul(targets, expm1(mul(logSoftmax(logits), q))), 1), q)) as Tensor1D;
}

export const generalizedCrossEntropy = define({
  title: 'Generalized cross-entropy',
  summary:
    'Between cross-entropy and mean absolute error: nearly as fast as the one, as robust to wrong labels as the other.',
  source: 'Zhang and Sabuncu (2018), Generalized cross entropy loss with noisy labels, arXiv:1805.07836',
  options: z.strictObject({
    q: z.number().min(0.001).max(1).default(0.7).describe('Near 0: cross-entropy; 1: mean absolute error, times K/2'),
  }),
  create: ({ q }) => generalizedCrossEntropyLoss(q),
});
