import { add, exp, maximum, mul, neg, sum, type Tensor1D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { logSoftmax } from '../ops/log-softmax.ts';
import { define } from '../registry/index.ts';
import type { Loss } from './loss.ts';
import { safeLog } from './safe-log.ts';

/**
 * Computes `-alpha sum_k y_k log p_k - beta sum_k p_k max(log y_k, A)` with `p = softmax(z)`: nats, >= 0; the second
 * sum is `A (1 - p_y)` for a one-hot target.
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
  summary: 'Cross-entropy plus reverse cross-entropy, which swaps model and label and resists wrong labels.',
  source: 'Wang et al. (2019), Symmetric cross entropy for robust learning with noisy labels, arXiv:1908.06112',
  options: z.strictObject({
    alpha: z.number().min(0).max(1000).default(0.1).describe('Weight of cross-entropy'),
    beta: z.number().min(0).max(1000).default(1).describe('Weight of the reverse cross-entropy'),
    log_of_zero: z.number().min(-80).lt(0).default(-4).describe('Replaces log 0 for one-hot targets (A in the paper)'),
  }),
  create: (options) => symmetricCrossEntropyLoss(options.alpha, options.beta, options.log_of_zero),
});
