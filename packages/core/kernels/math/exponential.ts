// No tables: the module has no data. The engine's exponential and logarithm, so that none of JavaScript's decides a number.

const LOG2_E: f32 = 1.44269504;
/** ln 2 in two parts: multiplying the first by a whole number is exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;
/** Below it `e^x` has no normal float32. */
const SMALLEST: f32 = -87.3;

/** 1.5 * 2^23: adding it rounds to a whole number, which the lowest bits then contain. */
const ROUNDING: f32 = 12582912;

/** Inlined at each use, so that a loop over several vectors shares the constants. */
class Exponential {
  /**
   * `e^x` of four values of at most 88, relative error below 2e-7; 0 below -87.3, NaN for NaN.
   * Source: Moshier, Cephes mathematical library, expf
   */
  @inline static of(x: v128): v128 {
    const rounded = Exponential.roundedPower(x);
    const rest = Exponential.restMinusOne(x, rounded);
    const value = f32x4.mul(f32x4.add(rest, f32x4.splat(1)), Exponential.powerOfTwo(rounded));
    return v128.andnot(value, f32x4.lt(x, f32x4.splat(SMALLEST)));
  }

  /** `e^x - 1` of four values of at most 88, relative error below 3e-7, however small `x` is; NaN for NaN. */
  @inline static minusOne(x: v128): v128 {
    const rounded = Exponential.roundedPower(x);
    const rest = Exponential.restMinusOne(x, rounded);
    const scale = Exponential.powerOfTwo(rounded);
    const one = f32x4.splat(1);
    const value = f32x4.add(f32x4.mul(rest, scale), f32x4.sub(scale, one));
    return v128.bitselect(f32x4.splat(-1), value, f32x4.lt(x, f32x4.splat(SMALLEST)));
  }

  /** Returns the whole number nearest to `x / ln 2`, plus `ROUNDING`. */
  @inline static roundedPower(x: v128): v128 {
    return f32x4.add(f32x4.mul(x, f32x4.splat(LOG2_E)), f32x4.splat(ROUNDING));
  }

  @inline static powerOfTwo(rounded: v128): v128 {
    return i32x4.shl(i32x4.add(rounded, i32x4.splat(127)), 23);
  }

  /** Returns `e^r - 1` for the remainder `r = x - power ln 2`, at most half of ln 2. */
  @inline static restMinusOne(x: v128, rounded: v128): v128 {
    const power = f32x4.sub(rounded, f32x4.splat(ROUNDING));
    const high = f32x4.sub(x, f32x4.mul(power, f32x4.splat(LN2_HIGH)));
    const r = f32x4.sub(high, f32x4.mul(power, f32x4.splat(LN2_LOW)));
    let p = f32x4.splat(1.98756915e-4);
    p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
    p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
    p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
    p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
    p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
    return f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r);
  }
}

function exponential(x: v128): v128 {
  return Exponential.of(x);
}

/** `ln x` of a finite `x > 0` in float64, relative error of about 1e-11: `x = 2^n m`, `ln m = 2 atanh((m - 1) / (m + 1))`. */
function logarithm(x: f64): f64 {
  const bits = reinterpret<i64>(x);
  let power = <i32>(bits >> 52) - 1023;
  let m = reinterpret<f64>((bits & 0xfffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    power++;
  }
  const s = (m - 1) / (m + 1);
  const q = s * s;
  let sum: f64 = 1 / 13.0;
  sum = sum * q + 1 / 11.0;
  sum = sum * q + 1 / 9.0;
  sum = sum * q + 1 / 7.0;
  sum = sum * q + 1 / 5.0;
  sum = sum * q + 1 / 3.0;
  return 2 * s * (sum * q + 1) + <f64>power * 0.6931471805599453;
}

// Exported here and not at the functions: the compiler warns of exported vectors, although only other kernels use them.
export { Exponential, exponential, logarithm };
