/**
 * Returns `|actual - expected|_2 / |expected|_2`, or the absolute error when every expected value is 0. NaN when any
 * value is not finite.
 */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) {
    throw new RangeError(`cannot compare ${actual.length} numbers with ${expected.length}`);
  }
  let difference = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    const wanted = expected[i] ?? Number.NaN;
    difference += ((actual[i] ?? Number.NaN) - wanted) ** 2;
    size += wanted ** 2;
  }
  return Math.sqrt(difference) / (size === 0 ? 1 : Math.sqrt(size));
}
