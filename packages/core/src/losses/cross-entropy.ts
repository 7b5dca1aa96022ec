import { add, mul, tensor1d, type Tensor2D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { softmaxCrossEntropy } from '../ops/cross-entropy.ts';
import { define, optionNotes } from '../registry/index.ts';
import { classWeights, classWeightsSchema } from './class-weights.ts';
import type { Loss, LossContext } from './loss.ts';

/** `-sum_k y_k log softmax(z)_k`: nats, >= 0 for one-hot targets. */
export const crossEntropyLoss: Loss = softmaxCrossEntropy;

/** Computes `-sum_k w_k y_k log softmax(z)_k` with one weight `w_k` per class: nats, >= 0. */
function weightedCrossEntropy(weights: readonly number[]): Loss {
  return (logits, targets) => crossEntropyLoss(logits, mul(targets, tensor1d([...weights])) as Tensor2D);
}

/**
 * Smooths the labels of a loss: `(1 - s) y_k + s / K` replaces `y_k`. Cross-entropy is then >= the entropy of these
 * targets.
 */
function smoothed(loss: Loss, smoothing: number): Loss {
  return (logits, targets) => {
    const classes = logits.shape[1];
    return loss(logits, add(mul(targets, 1 - smoothing), smoothing / classes) as Tensor2D);
  };
}

export const crossEntropy = define({
  title: 'Cross-entropy',
  summary: 'Negative log-likelihood of the target under softmax; the usual choice for classification.',
  source: 'Bridle (1990), Probabilistic interpretation of feedforward classification network outputs',
  options: z.strictObject({
    label_smoothing: z
      .number()
      .min(0)
      .lt(1)
      .default(0)
      .describe('Share of the target that is spread evenly over all classes')
      .register(optionNotes, {
        source: 'Szegedy et al. (2016), Rethinking the inception architecture for computer vision, arXiv:1512.00567',
        example: 0.1,
      }),
    class_weights: classWeightsSchema
      .optional()
      .describe(
        'Factor per class, one number each in the order of the labels; balanced: n / (K n_k) of the training images, 0 for a class without images. The batch loss remains the plain mean (PyTorch divides by the sum of the weights)',
      )
      .register(optionNotes, { source: 'balanced: King and Zeng (2001), Logistic regression in rare events data' }),
  }),
  create({ label_smoothing: smoothing, class_weights: weights }, context: LossContext) {
    const loss = weights === undefined ? crossEntropyLoss : weightedCrossEntropy(classWeights(weights, context));
    return smoothing === 0 ? loss : smoothed(loss, smoothing);
  },
});
