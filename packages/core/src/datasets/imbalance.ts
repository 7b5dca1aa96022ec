import { z } from 'zod';
import { power } from '../portable-math/index.ts';
import { createStream, shuffledIndices } from '../random/index.ts';

export const imbalanceSchema = z.strictObject({
  kind: z
    .enum(['exponential', 'step'])
    .describe('exponential: a long tail; step: the second half of the classes is rare'),
  ratio: z.number().gt(1).max(1_000_000).describe('Ratio of the largest class to the smallest'),
});

export type Imbalance = z.output<typeof imbalanceSchema>;

/**
 * Returns the number of images to keep per class, in the order of the labels, with n the largest count and K classes:
 * exponential `n ratio^(-k / (K - 1))`, step `n / ratio` from class ceil(K / 2) on; rounded, at least 1, never more
 * than there are. Sources: Cui et al. (2019), arXiv:1901.05555; Buda et al. (2018), arXiv:1710.05381
 */
export function imbalancedCounts(counts: readonly number[], { kind, ratio }: Imbalance): number[] {
  const largest = Math.max(...counts);
  const classes = counts.length;
  return counts.map((count, k) => {
    const share = kind === 'step' ? Number(k >= Math.ceil(classes / 2)) : k / Math.max(1, classes - 1);
    return Math.min(count, Math.max(1, Math.round(largest * power(ratio, -share))));
  });
}

/** Returns the training images that an imbalance keeps, drawn at random within each class, in ascending order. */
export function makeImbalanced(
  train: Uint32Array,
  labels: Uint8Array,
  classes: number,
  options: Imbalance & { readonly seed: number },
): Uint32Array {
  const members = Array.from({ length: classes }, (_, label) => train.filter((index) => labels[index] === label));
  const counts = imbalancedCounts(
    members.map((list) => list.length),
    options,
  );
  const kept = members.flatMap((list, label) => [
    ...shuffledIndices(createStream(options.seed, 'imbalance', label), list).subarray(0, counts[label]),
  ]);
  return Uint32Array.from(kept).sort();
}
