import { SweepdeckError } from '../errors/index.ts';
import type { LossContext } from './loss.ts';

/** `balanced`, or one factor >= 0 for each class, in the order of the labels. */
export type ClassWeights = 'balanced' | readonly number[];

/**
 * One factor for each class. `balanced` is `n / (K n_k)` for the `n_k` of `n` training images that are of class k, with K
 * the classes that have images, so that the mean factor over the training images is 1; a class without images gets 0.
 * @throws SweepdeckError `class-weights-count` when a list has not one weight for each class
 */
export function classWeights(weights: ClassWeights, { classCounts }: LossContext): readonly number[] {
  if (weights === 'balanced') return balancedWeights(classCounts);
  if (weights.length === classCounts.length) return weights;
  throw new SweepdeckError({
    code: 'class-weights-count',
    message: `class_weights: saw ${weights.length} weights; expected ${classCounts.length}, one for each class of the dataset`,
    hint: 'Write them in the order of the labels, or class_weights: balanced.',
  });
}

function balancedWeights(classCounts: readonly number[]): number[] {
  const images = classCounts.reduce((sum, count) => sum + count, 0);
  const classes = classCounts.filter((count) => count > 0).length;
  return classCounts.map((count) => (count === 0 ? 0 : images / (classes * count)));
}
