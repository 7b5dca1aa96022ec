/**
 * Computes `base^exponent` for a whole exponent from 0, by repeated squaring. Each factor consists of a rounded
 * number and its rounding error, so that thousands of steps of `beta^step` do not accumulate errors: relative error
 * below 1 ulp (2.2e-16) unless one overflows. Source: Dekker (1971), A floating-point technique for extending the
 * available precision
 */
export function wholePower(base: number, exponent: number): number {
  let [high, low] = [1, 0];
  let [square, squareLow] = [base, 0];
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) {
      const product = high * square;
      const rest = roundingOf(high, square, product) + (high * squareLow + low * square);
      [high, low] = normalized(product, rest);
    }
    const product = square * square;
    const rest = roundingOf(square, square, product) + 2 * square * squareLow;
    [square, squareLow] = normalized(product, rest);
  }
  return high;
}

/** Returns `a b - product` exactly, or 0 when the halves of the factors are too large. */
function roundingOf(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const bHigh = upperHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** Returns the upper 26 of a number's 53 bits. */
function upperHalf(value: number): number {
  const scaled = 134217729 * value;
  return scaled - (scaled - value);
}

/** Returns the same sum with the first number as large as possible. */
function normalized(high: number, low: number): [high: number, low: number] {
  const sum = high + low;
  return Number.isFinite(sum) && sum !== 0 ? [sum, low - (sum - high)] : [high, 0];
}
