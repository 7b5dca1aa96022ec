// One loop body for whole vectors and for the up to three values behind the last one: a value's bits do not depend on where
// it lies.

/** Loads the next four values, or the `left` that remain, padded with zeros. */
function loadLanes(at: usize, left: i32): v128 {
  if (left >= 4) return v128.load(at);
  let value = f32x4.splat(0);
  value = v128.load_lane<f32>(at, value, 0);
  if (left > 1) value = v128.load_lane<f32>(at + 4, value, 1);
  if (left > 2) value = v128.load_lane<f32>(at + 8, value, 2);
  return value;
}

/** Stores four values, or the first `left` that remain. */
function storeLanes(at: usize, value: v128, left: i32): void {
  if (left >= 4) {
    v128.store(at, value);
    return;
  }
  v128.store_lane<f32>(at, value, 0);
  if (left > 1) v128.store_lane<f32>(at + 4, value, 1);
  if (left > 2) v128.store_lane<f32>(at + 8, value, 2);
}

/** Computes `keep w + factor u`, where `w` is the values at an address, or 0 for address 0. */
function moveLanes(w: usize, keep: v128, factor: v128, u: v128, left: i32): v128 {
  const step = f32x4.mul(u, factor);
  return w ? f32x4.add(f32x4.mul(loadLanes(w, left), keep), step) : step;
}

// Exported here and not at the functions: the compiler warns of exported vectors, although only other kernels use them.
export { loadLanes, moveLanes, storeLanes };
