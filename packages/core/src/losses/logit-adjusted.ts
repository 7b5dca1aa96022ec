import { add, tensor1d, type Tensor2D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { logarithm } from '../portable-math/index.ts';
import { define } from '../registry/index.ts';
import { crossEntropyLoss } from './cross-entropy.ts';
import type { Loss, LossContext } from './loss.ts';

/**
 * `log prior_k` of the training images; a class without any counts as one image, which keeps it finite. The priors need
 * not sum to 1 then: softmax does not see what is added to all classes.
 */
export function logPriors(classCounts: readonly number[]): number[] {
  const images = classCounts.reduce((sum, count) => sum + count, 0);
  return classCounts.map((count) => logarithm(Math.max(count, 1) / Math.max(images, 1)));
}

/** `-sum_k y_k log softmax(z + tau log prior)_k`: nats, >= 0 for one-hot targets. */
function logitAdjustedLoss(tau: number, classCounts: readonly number[]): Loss {
  const shifts = logPriors(classCounts).map((logPrior) => tau * logPrior);
  return (logits, targets) => crossEntropyLoss(add(logits, tensor1d(shifts)) as Tensor2D, targets);
}

export const logitAdjusted = define({
  title: 'Logit-adjusted',
  summary:
    'Cross-entropy of the logits plus the log of how often each class occurs: the model itself need not favour the frequent ones. Its value on validation images is adjusted alike; accuracy and NLL are those of the logits alone.',
  source: 'Menon et al. (2021), Long-tail learning via logit adjustment, arXiv:2007.07314',
  options: z.strictObject({
    tau: z.number().min(0).max(100).default(1).describe('Strength; 0 is cross-entropy, 1 is consistent'),
  }),
  create: ({ tau }, { classCounts }: LossContext) => logitAdjustedLoss(tau, classCounts),
});
