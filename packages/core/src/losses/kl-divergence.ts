import { mul, sub, sum, type Tensor1D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { logSoftmax } from '../ops/log-softmax.ts';
import { define } from '../registry/index.ts';
import type { Loss } from './loss.ts';
import { safeLog } from './safe-log.ts';

/**
 * Computes `sum_k y_k (log y_k - log softmax(z)_k)` with `0 log 0 = 0`: nats, >= 0; equals cross-entropy minus the
 * entropy of the target.
 */
const klDivergenceLoss: Loss = (logits, targets) =>
  sum(mul(targets, sub(safeLog(targets), logSoftmax(logits))), 1) as Tensor1D;

export const klDivergence = define({
  title: 'KL divergence',
  summary:
    'Nats lost by using softmax in place of the target; 0 at a perfect fit, and equal to cross-entropy for one-hot targets.',
  source: 'Kullback and Leibler (1951), On information and sufficiency',
  options: z.strictObject({}),
  create: () => klDivergenceLoss,
});
