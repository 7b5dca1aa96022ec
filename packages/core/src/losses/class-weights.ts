import { z } from 'zod';
import { SweepdeckError } from '../errors/index.ts';
import type { LossContext } from './loss.ts';

/** `balanced`, or one factor >= 0 per class, in the order of the labels. */
export type ClassWeights = 'balanced' | readonly number[];

export const classWeightsSchema: z.ZodType<ClassWeights> = z.union([
  z.enum(['balanced']),
  z
    .array(z.number().min(0).max(1_000_000))
    .min(2)
    .refine((weights) => weights.some((weight) => weight > 0), 'saw only zeros; expected a weight above 0'),
]);

/**
 * Returns one factor per class. `balanced` is `n / (K n_k)`, where `n_k` of `n` training images have class k and K
 * classes have images, so that the mean factor over the training images is 1; a class without images gets 0.
 *
 * @param option name of the option in error messages
 *
 * @throws SweepdeckError `class-weights-count` when a list does not have one weight per class
 */
export function classWeights(
  weights: ClassWeights,
  { classCounts }: LossContext,
  option: 'class_weights' | 'alpha' = 'class_weights',
): readonly number[] {
  if (weights === 'balanced') return balancedWeights(classCounts);
  if (weights.length === classCounts.length) return weights;
  throw new SweepdeckError({
    code: 'class-weights-count',
    message: `${option}: saw ${weights.length} weights; expected ${classCounts.length}, one for each class of the dataset`,
    hint: `Write them in the order of the labels, or ${option}: balanced.`,
  });
}

function balancedWeights(classCounts: readonly number[]): number[] {
  const images = classCounts.reduce((sum, count) => sum + count, 0);
  const classes = classCounts.filter((count) => count > 0).length;
  return classCounts.map((count) => (count === 0 ? 0 : images / (classes * count)));
}
