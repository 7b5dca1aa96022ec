import { compensatedSum, mean } from './mean.ts';

/**
 * Returns the sample standard deviation, `sqrt(sum((x - mean)^2) / (n - 1))`, by the corrected two-pass algorithm
 * (Chan, Golub and LeVeque 1983), which avoids cancellation when the spread is small relative to the mean. Null for
 * fewer than two values, which say nothing about the spread.
 */
export function standardDeviation(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const center = mean(values);
  const deviations = values.map((value) => value - center);
  const squares = compensatedSum(deviations.map((deviation) => deviation * deviation));
  const remainder = compensatedSum(deviations);
  const variance = (squares - (remainder * remainder) / values.length) / (values.length - 1);
  return Math.sqrt(Math.max(0, variance));
}
