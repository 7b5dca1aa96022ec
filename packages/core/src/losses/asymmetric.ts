import { add, log, mean, minimum, mul, neg, sigmoid, sub, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { define } from '../registry/index.ts';
import { focalTerm } from './focal-term.ts';
import { logSigmoid } from './log-sigmoid.ts';
import type { Loss } from './loss.ts';

/** Computes `log(1 - max(0, sigmoid(z) - clip))`, which is at least `log clip`. */
function logNo(logits: Tensor2D, clip: number): Tensor2D {
  if (clip === 0) return logSigmoid(neg(logits));
  return log(minimum(add(sigmoid(neg(logits)), clip), 1));
}

/**
 * Computes `1/K sum_k (-y_k (1 - p_k)^(gamma+) log p_k - (1 - y_k) m_k^(gamma-) log(1 - m_k))` with `p = sigmoid(z)`,
 * `m = max(0, p - clip)`: nats, >= 0. The paper sums over the classes; the mean is comparable with binary
 * cross-entropy, to which the loss reduces when both gammas and clip are 0. The gradient includes that of the
 * factors.
 */
function asymmetricLoss(gammaPositive: number, gammaNegative: number, clip: number): Loss {
  return (logits, targets) => {
    const yes = mul(targets, focalTerm(logSigmoid(logits), gammaPositive));
    const no = mul(sub(1, targets), focalTerm(logNo(logits, clip), gammaNegative));
    return mean(add(yes, no), 1) as Tensor1D;
  };
}

export const asymmetric = define({
  title: 'Asymmetric (ASL)',
  summary: 'Binary cross-entropy per class that plays down the many easy "no" answers and drops those below `clip`.',
  source: 'Ridnik et al. (2021), Asymmetric loss for multi-label classification, arXiv:2009.14119',
  options: z.strictObject({
    gamma_negative: z.number().min(0).max(10).default(4).describe('Focus on hard "no" answers'),
    gamma_positive: z
      .number()
      .min(0)
      .max(10)
      .default(0)
      .describe('Focus on hard "yes" answers; usually at most gamma_negative'),
    clip: z.number().min(0).max(0.5).default(0.05).describe('A "no" with a probability below this costs nothing'),
  }),
  create: (options) => asymmetricLoss(options.gamma_positive, options.gamma_negative, options.clip),
});
