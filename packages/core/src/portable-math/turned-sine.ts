/** pi / 2 in two parts of 33 bits and the remainder: multiplying a part by a whole number up to 2^20 is exact. */
const quarterTurn1 = 1.57079632673412561417;
const quarterTurn2 = 6.0771005063039659766e-11;
const quarterTurn2Rest = 2.02226624879595063154e-21;

/** Beyond this, the number of quarter turns has too many bits. */
const largest = 1e6;

/**
 * Computes `sin(x + turnBy pi/2)`, `turnBy` whole, with `x = quarters pi/2 + rest`: relative error below 1 ulp
 * (2.2e-16). Cody and Waite's reduction, with `rest` accurate to 118 bits. Infinities and NaN give NaN; |x| above 1e6
 * is a RangeError. Source: Ng (1993), fdlibm, e_rem_pio2.c
 */
export function turnedSine(x: number, turnBy: number): number {
  if (!(Math.abs(x) <= largest)) {
    if (Number.isFinite(x)) throw new RangeError(`the angle ${x} is not from -1e6 to 1e6`);
    return Number.NaN;
  }
  const quarters = Math.floor(x * 0.6366197723675814 + 0.5);
  const first = x - quarters * quarterTurn1;
  const second = quarters * quarterTurn2;
  const high = first - second;
  const low = quarters * quarterTurn2Rest - (first - high - second);
  const rest = high - low;
  const error = high - rest - low;
  const turn = (quarters + turnBy) & 3;
  const size = (turn & 1) === 0 ? sineNearZero(rest, error) : cosineNearZero(rest, error);
  return turn > 1 ? -size : size;
}

/** Source: fdlibm, k_sin.c; |x| at most pi / 4, `error` is the part that `x` lacks. */
function sineNearZero(x: number, error: number): number {
  const z = x * x;
  const v = z * x;
  const r =
    8.33333333332248946124e-3 +
    z *
      (-1.98412698298579493134e-4 +
        z * (2.75573137070700676789e-6 + z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)));
  return x - (z * (0.5 * error - v * r) - error - v * -1.66666666666666324348e-1);
}

/** Source: FreeBSD's msun, k_cos.c. */
function cosineNearZero(x: number, error: number): number {
  const z = x * x;
  const w = z * z;
  const r =
    z * (4.16666666666666019037e-2 + z * (-1.38888888888741095749e-3 + z * 2.48015872894767294178e-5)) +
    w * w * (-2.75573143513906633035e-7 + z * (2.0875723212981748279e-9 + z * -1.13596475577881948265e-11));
  const half = 0.5 * z;
  const most = 1 - half;
  return most + (1 - most - half + (z * r - x * error));
}
