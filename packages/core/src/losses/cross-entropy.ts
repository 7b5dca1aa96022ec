import { add, logSoftmax, mul, neg, sum, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { define } from '../registry/index.ts';
import type { Loss } from './loss.ts';

/** `-sum_k y_k log softmax(z)_k`: nats, >= 0 for one-hot targets. */
export const crossEntropyLoss: Loss = (logits, targets) => neg(sum(mul(targets, logSoftmax(logits)), 1)) as Tensor1D;

/** Cross-entropy with `(1 - s) y_k + s / K` for `y_k`: >= the entropy of these targets. */
function smoothed(smoothing: number): Loss {
  return (logits, targets) => {
    const classes = logits.shape[1];
    return crossEntropyLoss(logits, add(mul(targets, 1 - smoothing), smoothing / classes) as Tensor2D);
  };
}

export const crossEntropy = define({
  title: 'Cross-entropy',
  summary: 'Negative log-likelihood of the target under softmax; the usual choice for classification.',
  source:
    'Bridle (1990), Probabilistic interpretation of feedforward classification network outputs; label smoothing: Szegedy et al. (2016), Rethinking the inception architecture, arXiv:1512.00567',
  options: z.strictObject({
    label_smoothing: z
      .number()
      .min(0)
      .lt(1)
      .default(0)
      .describe('Share of the target that is spread evenly over all classes'),
  }),
  create: (options) => (options.label_smoothing === 0 ? crossEntropyLoss : smoothed(options.label_smoothing)),
});
