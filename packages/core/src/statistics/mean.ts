/**
 * Arithmetic mean. The values are summed in order of size as differences to the smallest, with Neumaier's compensation,
 * so equal values have exactly themselves as mean and the order of the values has no influence.
 * NaN for an empty list, and when a value is NaN.
 */
export function mean(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const origin = sorted[0];
  if (origin === undefined) return Number.NaN;
  if (!sorted.every(Number.isFinite)) return sorted.reduce((sum, value) => sum + value, 0);
  return origin + compensatedSum(sorted.map((value) => value - origin)) / sorted.length;
}

/** Neumaier's improved Kahan-Babuska summation: the rounding error of each addition is summed beside. */
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
