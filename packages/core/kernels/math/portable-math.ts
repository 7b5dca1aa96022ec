// Two at once what src/portable-math does one by one, operation by operation: the same bits.

/** `ln x` of two normal numbers above 0: `src/portable-math/logarithm.ts`. */
function logarithms(x: v128): v128 {
  // The upper halves of the bits are lanes 1 and 3.
  const powers = i32x4.shr_s(i32x4.sub(x, i32x4.splat(0x3fe6a09e)), 20);
  const power = v128.shuffle<i32>(powers, powers, 1, 3, 1, 3);
  const divisor = i64x2.shl(i64x2.extend_low_i32x4_s(i32x4.sub(i32x4.splat(1023), power)), 52);
  const k = f64x2.convert_low_i32x4_s(power);
  const f = f64x2.sub(f64x2.mul(x, divisor), f64x2.splat(1));
  const halfSquare = f64x2.mul(f64x2.mul(f64x2.splat(0.5), f), f);
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
  const z = f64x2.mul(s, s);
  const w = f64x2.mul(z, z);
  let even = f64x2.add(f64x2.splat(2.222219843214978396e-1), f64x2.mul(w, f64x2.splat(1.531383769920937332e-1)));
  even = f64x2.mul(w, f64x2.add(f64x2.splat(3.999999999940941908e-1), f64x2.mul(w, even)));
  let odd = f64x2.add(f64x2.splat(1.818357216161805012e-1), f64x2.mul(w, f64x2.splat(1.479819860511658591e-1)));
  odd = f64x2.add(f64x2.splat(2.857142874366239149e-1), f64x2.mul(w, odd));
  odd = f64x2.mul(z, f64x2.add(f64x2.splat(6.66666666666673513e-1), f64x2.mul(w, odd)));
  let sum = f64x2.mul(s, f64x2.add(halfSquare, f64x2.add(even, odd)));
  sum = f64x2.add(sum, f64x2.mul(k, f64x2.splat(1.90821492927058770002e-10)));
  sum = f64x2.add(f64x2.sub(sum, halfSquare), f);
  return f64x2.add(sum, f64x2.mul(k, f64x2.splat(6.9314718036912381649e-1)));
}

/** Returns the quarter turns to subtract from an angle of |x| up to 1e6: `src/portable-math/turned-sine.ts`. */
function quarterTurns(x: v128): v128 {
  return f64x2.floor(f64x2.add(f64x2.mul(x, f64x2.splat(0.6366197723675814)), f64x2.splat(0.5)));
}

/** Returns the rest of the angle as `high - low`, with more digits than one number has. */
function angleHigh(x: v128, quarters: v128): v128 {
  const first = f64x2.sub(x, f64x2.mul(quarters, f64x2.splat(1.57079632673412561417)));
  return f64x2.sub(first, f64x2.mul(quarters, f64x2.splat(6.0771005063039659766e-11)));
}

function angleLow(x: v128, quarters: v128, high: v128): v128 {
  const first = f64x2.sub(x, f64x2.mul(quarters, f64x2.splat(1.57079632673412561417)));
  const second = f64x2.mul(quarters, f64x2.splat(6.0771005063039659766e-11));
  const lost = f64x2.sub(f64x2.sub(first, high), second);
  return f64x2.sub(f64x2.mul(quarters, f64x2.splat(2.02226624879595063154e-21)), lost);
}

function sinesNearZero(x: v128, error: v128): v128 {
  const z = f64x2.mul(x, x);
  const v = f64x2.mul(z, x);
  let r = f64x2.add(f64x2.splat(-2.50507602534068634195e-8), f64x2.mul(z, f64x2.splat(1.58969099521155010221e-10)));
  r = f64x2.add(f64x2.splat(2.75573137070700676789e-6), f64x2.mul(z, r));
  r = f64x2.add(f64x2.splat(-1.98412698298579493134e-4), f64x2.mul(z, r));
  r = f64x2.add(f64x2.splat(8.33333333332248946124e-3), f64x2.mul(z, r));
  const inner = f64x2.mul(z, f64x2.sub(f64x2.mul(f64x2.splat(0.5), error), f64x2.mul(v, r)));
  const third = f64x2.mul(v, f64x2.splat(-1.66666666666666324348e-1));
  return f64x2.sub(x, f64x2.sub(f64x2.sub(inner, error), third));
}

function cosinesNearZero(x: v128, error: v128): v128 {
  const z = f64x2.mul(x, x);
  const w = f64x2.mul(z, z);
  let first = f64x2.add(f64x2.splat(-1.38888888888741095749e-3), f64x2.mul(z, f64x2.splat(2.48015872894767294178e-5)));
  first = f64x2.mul(z, f64x2.add(f64x2.splat(4.16666666666666019037e-2), f64x2.mul(z, first)));
  let last = f64x2.add(f64x2.splat(2.0875723212981748279e-9), f64x2.mul(z, f64x2.splat(-1.13596475577881948265e-11)));
  last = f64x2.add(f64x2.splat(-2.75573143513906633035e-7), f64x2.mul(z, last));
  const r = f64x2.add(first, f64x2.mul(f64x2.mul(w, w), last));
  const half = f64x2.mul(f64x2.splat(0.5), z);
  const most = f64x2.sub(f64x2.splat(1), half);
  const left = f64x2.sub(f64x2.sub(f64x2.splat(1), most), half);
  return f64x2.add(most, f64x2.add(left, f64x2.sub(f64x2.mul(z, r), f64x2.mul(x, error))));
}

/** Selects the function near zero that a turn by this many quarters needs, with its sign. */
function turnedBy(turns: v128, sine: v128, cosine: v128): v128 {
  const isOdd = i64x2.sub(i64x2.splat(0), v128.and(turns, i64x2.splat(1)));
  const sign = i64x2.shl(v128.and(turns, i64x2.splat(2)), 62);
  return v128.xor(v128.bitselect(cosine, sine, isOdd), sign);
}

// Exported here and not at the functions: the compiler warns of exported vectors, although only other kernels use them.
export { angleHigh, angleLow, cosinesNearZero, logarithms, quarterTurns, sinesNearZero, turnedBy };
