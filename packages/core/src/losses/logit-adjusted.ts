import { add, tensor1d, type Tensor2D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { logarithm } from '../portable-math/index.ts';
import { define } from '../registry/index.ts';
import { crossEntropyLoss } from './cross-entropy.ts';
import type { Loss, LossContext } from './loss.ts';

/**
 * Returns `log prior_k` of the training images. A class without images counts as one image, so that its prior stays
 * finite; the priors then need not sum to 1, because softmax ignores a constant added to all classes.
 */
export function logPriors(classCounts: readonly number[]): number[] {
  const images = classCounts.reduce((sum, count) => sum + count, 0);
  return classCounts.map((count) => logarithm(Math.max(count, 1) / Math.max(images, 1)));
}

/** Computes `-sum_k y_k log softmax(z + tau log prior)_k`: nats, >= 0 for one-hot targets. */
function logitAdjustedLoss(tau: number, classCounts: readonly number[]): Loss {
  const shifts = logPriors(classCounts).map((logPrior) => tau * logPrior);
  return (logits, targets) => crossEntropyLoss(add(logits, tensor1d(shifts)) as Tensor2D, targets);
}

export const logitAdjusted = define({
  title: 'Logit-adjusted',
  summary:
    'Cross-entropy of the logits plus the log frequency of each class, so that the model itself need not favour frequent classes. The loss on validation images is adjusted as well; accuracy and NLL use the plain logits.',
  source: 'Menon et al. (2021), Long-tail learning via logit adjustment, arXiv:2007.07314',
  options: z.strictObject({
    tau: z.number().min(0).max(100).default(1).describe('Strength; 0 is cross-entropy, 1 is statistically consistent'),
  }),
  create: ({ tau }, { classCounts }: LossContext) => logitAdjustedLoss(tau, classCounts),
});
