import { add, exp, maximum, mul, neg, sum, type Tensor1D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { logSoftmax } from '../ops/log-softmax.ts';
import { define } from '../registry/index.ts';
import type { Loss } from './loss.ts';
import { safeLog } from './safe-log.ts';

/**
 * `-alpha sum_k y_k log p_k - beta sum_k p_k max(log y_k, A)`, `p = softmax(z)`: nats, >= 0; the second sum is
 * `A (1 - p_y)` for a one-hot target.
 */
function symmetricCrossEntropyLoss(alpha: number, beta: number, logOfZero: number): Loss {
  return (logits, targets) => {
    const logP = logSoftmax(logits);
    const forward = sum(mul(targets, logP), 1);
    const reverse = sum(mul(exp(logP), maximum(safeLog(targets), logOfZero)), 1);
    return neg(add(mul(forward, alpha), mul(reverse, beta))) as Tensor1D;
  };
}

export const symmetricCrossEntropy = define({
  title: 'Symmetric cross-entropy',
  summary: 'Cross-entropy plus the reverse one, with model and label in exchanged roles, which resists wrong labels.',
  source: 'Wang et al. (2019), Symmetric cross entropy for robust learning with noisy labels, arXiv:1908.06112',
  options: z.strictObject({
    alpha: z.number().min(0).max(1000).default(0.1).describe('Weight of cross-entropy'),
    beta: z.number().min(0).max(1000).default(1).describe('Weight of the reverse cross-entropy'),
    log_of_zero: z
      .number()
      .min(-80)
      .lt(0)
      .default(-4)
      .describe('Stands for log 0 of a one-hot target (A in the paper)'),
  }),
  create: (options) => symmetricCrossEntropyLoss(options.alpha, options.beta, options.log_of_zero),
});
