import { mul, sum, tensor1d, type Tensor1D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { logSoftmax } from '../ops/log-softmax.ts';
import { define } from '../registry/index.ts';
import { classWeights, classWeightsSchema } from './class-weights.ts';
import { focalTerm } from './focal-term.ts';
import type { Loss, LossContext } from './loss.ts';

/** Computes `-alpha sum_k y_k (1 - p_k)^gamma log p_k` with `p = softmax(z)`: nats, >= 0. */
function focalLoss(gamma: number, alpha: number): Loss {
  return (logits, targets) => mul(sum(mul(targets, focalTerm(logSoftmax(logits), gamma)), 1), alpha) as Tensor1D;
}

/**
 * Computes `-sum_k w_k y_k (1 - p_k)^gamma log p_k` with `p = softmax(z)` and one weight `w_k` per class: nats, >= 0.
 */
export function weightedFocalLoss(gamma: number, weights: readonly number[]): Loss {
  return (logits, targets) =>
    sum(mul(mul(targets, tensor1d([...weights])), focalTerm(logSoftmax(logits), gamma)), 1) as Tensor1D;
}

export const focal = define({
  title: 'Focal',
  summary: 'Cross-entropy that reduces the weight of images whose class the model is already sure of.',
  source: 'Lin et al. (2017), Focal loss for dense object detection, arXiv:1708.02002',
  options: z.strictObject({
    gamma: z.number().min(0).max(10).default(2).describe('Focus on hard images; 0 is cross-entropy'),
    alpha: z
      .union([z.number().gt(0).max(1000), classWeightsSchema])
      .default(1)
      .describe(
        'Factor of the whole loss, or one number per class in the order of the labels; balanced: n / (K n_k) of the training images, 0 for a class without images',
      ),
  }),
  create: ({ gamma, alpha }, context: LossContext) =>
    typeof alpha === 'number'
      ? focalLoss(gamma, alpha)
      : weightedFocalLoss(gamma, classWeights(alpha, context, 'alpha')),
});
