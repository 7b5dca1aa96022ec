/**
 * `base^exponent` for a whole exponent from 0, by repeated squaring. Each factor is kept as a rounded number and what the
 * rounding left out, so that thousands of steps of `beta^step` do not add up: relative error below 1 ulp (2.2e-16) where
 * neither overflows. Source: Dekker (1971), A floating-point technique for extending the available precision
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

/** `a b - product` exactly, or 0 where the halves of the factors are too large to tell. */
function roundingOf(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const bHigh = upperHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** The upper 26 bits of a number's 53. */
function upperHalf(value: number): number {
  const scaled = 134217729 * value;
  return scaled - (scaled - value);
}

/** The same sum, the first number being all of it that fits. */
function normalized(high: number, low: number): [high: number, low: number] {
  const sum = high + low;
  return Number.isFinite(sum) && sum !== 0 ? [sum, low - (sum - high)] : [high, 0];
}
