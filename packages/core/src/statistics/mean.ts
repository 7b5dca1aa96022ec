/**
 * Returns the arithmetic mean. Sums the sorted differences to the smallest value with Neumaier's compensation, so
 * that equal values have exactly themselves as their mean and the order of the values does not matter. NaN for an
 * empty list, and when a value is NaN.
 */
export function mean(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const origin = sorted[0];
  if (origin === undefined) return Number.NaN;
  if (!sorted.every(Number.isFinite)) return sorted.reduce((sum, value) => sum + value, 0);
  return origin + compensatedSum(sorted.map((value) => value - origin)) / sorted.length;
}

/** Sums by Neumaier's improved Kahan-Babuska algorithm: the rounding errors of the additions are summed separately. */
export function compensatedSum(values: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
