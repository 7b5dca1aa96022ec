// No tables: the module has no data. The engine's exponential and logarithm, so that none of JavaScript's decides a number.

const LOG2_E: f32 = 1.44269504;
/** ln 2 in two parts: a whole number times the first is exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;
/** Below it `e^x` has no normal float32. */
const SMALLEST: f32 = -87.3;

/**
 * `e^x` of four values of at most 88, relative error below 2e-7; 0 below -87.3, NaN for NaN.
 * Source: Moshier, Cephes mathematical library, expf
 */
function exponential(x: v128): v128 {
  const isNormal = f32x4.ge(x, f32x4.splat(SMALLEST));
  const isNumber = f32x4.eq(x, x);
  const power = f32x4.nearest(f32x4.mul(x, f32x4.splat(LOG2_E)));
  const high = f32x4.sub(x, f32x4.mul(power, f32x4.splat(LN2_HIGH)));
  const r = f32x4.sub(high, f32x4.mul(power, f32x4.splat(LN2_LOW)));
  let p = f32x4.splat(1.98756915e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f32x4.splat(1));
  const exponent = i32x4.add(i32x4.trunc_sat_f32x4_s(power), i32x4.splat(127));
  const value = f32x4.mul(p, i32x4.shl(exponent, 23));
  return v128.bitselect(v128.and(value, isNormal), x, isNumber);
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

// Not on the functions: the compiler warns of exported vectors, though only other kernels see them.
export { exponential, logarithm };
