// Pixels are float32, what is done to them float64, as in JavaScript: two halves of a vector.

/** Converts the first two of four float32 to float64. */
function lowerHalf(values: v128): v128 {
  return f64x2.promote_low_f32x4(values);
}

/** Converts the last two of four float32 to float64. */
function upperHalf(values: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(values, values, 1, 1));
}

/** Joins two halves of float64 to four float32. */
function joinHalves(lower: v128, upper: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(lower), f32x4.demote_f64x2_zero(upper), 0, 2);
}

/** Limits values to the range of pixels, 0..1; NaN stays NaN. */
function clampHalf(values: v128): v128 {
  return f64x2.pmin(f64x2.pmax(values, f64x2.splat(0)), f64x2.splat(1));
}

// Exported here and not at the functions: the compiler warns of exported vectors, although only other kernels use them.
export { clampHalf, joinHalves, lowerHalf, upperHalf };
