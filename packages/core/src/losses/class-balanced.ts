import { z } from 'zod';
import { exponentialMinusOne, logarithm } from '../portable-math/index.ts';
import { define } from '../registry/index.ts';
import { weightedFocalLoss } from './focal.ts';
import type { LossContext } from './loss.ts';

/**
 * Returns `(1 - beta) / (1 - beta^n_k)`, the inverse of each class's effective number of images, scaled to mean 1
 * over the classes that have images; 0 for a class without images.
 */
export function effectiveNumberWeights(beta: number, classCounts: readonly number[]): number[] {
  // expm1 avoids cancellation in 1 - beta^n for beta close to 1.
  const inverse = classCounts.map((count) =>
    count === 0 ? 0 : (1 - beta) / -exponentialMinusOne(count * logarithm(beta)),
  );
  const total = inverse.reduce((all, weight) => all + weight, 0);
  const classes = classCounts.filter((count) => count > 0).length;
  return inverse.map((weight) => (weight * classes) / total);
}

export const classBalanced = define({
  title: 'Class-balanced',
  summary:
    'Cross-entropy or focal loss with each class weighted by the inverse of its effective number of training images, for imbalanced classes.',
  source: 'Cui et al. (2019), Class-balanced loss based on effective number of samples, arXiv:1901.05555',
  options: z.strictObject({
    beta: z
      .number()
      .min(0)
      .lt(1)
      .default(0.999)
      .describe('0: no weights; towards 1: weights inversely proportional to the number of images'),
    base: z
      .enum(['cross-entropy', 'focal'])
      .default('cross-entropy')
      .describe('The loss that is weighted; focal uses softmax'),
    gamma: z.number().min(0).max(10).default(2).describe('Focus on hard images, for base: focal'),
  }),
  create: ({ beta, base, gamma }, { classCounts }: LossContext) =>
    weightedFocalLoss(base === 'focal' ? gamma : 0, effectiveNumberWeights(beta, classCounts)),
});
