/**
 * Returns the quantile at `probability` (0..1) by linear interpolation between order statistics: definition 7 of
 * Hyndman and Fan (1996), the default of R and NumPy. NaN for an empty list.
 * @throws RangeError for a probability outside 0..1
 */
export function quantile(values: readonly number[], probability: number): number {
  if (!(probability >= 0 && probability <= 1)) throw new RangeError(`probability ${probability} is not in 0..1`);
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * probability;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return Number.NaN;
  // Equal neighbors are returned directly: an infinity minus itself would be NaN.
  return below === above ? below : below + (above - below) * (place - Math.floor(place));
}

/** Returns the middle value, or the mean of the two middle ones. NaN for an empty list. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
