import type { Dataset } from './dataset.ts';

/** Counts the training images of each class, in the order of the labels. */
export function countClasses({ classNames, labels, splits }: Dataset): number[] {
  const counts = Array<number>(classNames.length).fill(0);
  for (const index of splits.train) {
    const label = labels[index] ?? 0;
    counts[label] = (counts[label] ?? 0) + 1;
  }
  return counts;
}
