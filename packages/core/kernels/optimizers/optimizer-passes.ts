import { loadLanes, storeLanes } from '../math/lanes';

// Passes that optimizers share. The scalar tail does the same operations as the vectors, so a weight's bits do not depend on
// its place.

/** `out = a x + b y`. */
export function weightedSumPass(count: i32, a: f32, x: usize, b: f32, y: usize, out: usize): void {
  const end = (<usize>(count & ~3)) << 2;
  const ax4 = f32x4.splat(a);
  const bx4 = f32x4.splat(b);
  let at: usize = 0;
  for (; at < end; at += 16) {
    v128.store(out + at, f32x4.add(f32x4.mul(v128.load(x + at), ax4), f32x4.mul(v128.load(y + at), bx4)));
  }
  for (; at < (<usize>count) << 2; at += 4) store<f32>(out + at, load<f32>(x + at) * a + load<f32>(y + at) * b);
}

/** Computes `sum x^2` in 16 partial sums, which is faster than one sum and closer to the true value. */
export function sumOfSquaresPass(count: i32, x: usize): f32 {
  const end = x + ((<usize>(count & ~15)) << 2);
  const last = x + ((<usize>count) << 2);
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (; x < end; x += 64) {
    const x0 = v128.load(x);
    const x1 = v128.load(x, 16);
    const x2 = v128.load(x, 32);
    const x3 = v128.load(x, 48);
    s0 = f32x4.add(s0, f32x4.mul(x0, x0));
    s1 = f32x4.add(s1, f32x4.mul(x1, x1));
    s2 = f32x4.add(s2, f32x4.mul(x2, x2));
    s3 = f32x4.add(s3, f32x4.mul(x3, x3));
  }
  const sums = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
  let sum: f32 = f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1);
  sum += f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3);
  for (; x < last; x += 4) sum += load<f32>(x) * load<f32>(x);
  return sum;
}

/** Computes `out = x + share (y - x)`; exactly `x` where both are equal, however the share is rounded. */
export function moveTowardsPass(count: i32, x: usize, y: usize, share: f32, out: usize): void {
  const sharex4 = f32x4.splat(share);
  for (let at: usize = 0; count > 0; at += 16, count -= 4) {
    const value = loadLanes(x + at, count);
    const way = f32x4.sub(loadLanes(y + at, count), value);
    storeLanes(out + at, f32x4.add(value, f32x4.mul(way, sharex4)), count);
  }
}

/** `v' = momentum v + share g`, `target = keep w + a g + b v'`; `w` 0 for none. */
export function momentumPass(
  count: i32,
  w: usize,
  keep: f32,
  g: usize,
  v: usize,
  momentum: f32,
  share: f32,
  a: f32,
  b: f32,
  target: usize,
  nextV: usize,
): void {
  const keepx4 = f32x4.splat(keep);
  const momentumx4 = f32x4.splat(momentum);
  const sharex4 = f32x4.splat(share);
  const ax4 = f32x4.splat(a);
  const bx4 = f32x4.splat(b);
  for (let at: usize = 0; count > 0; at += 16, count -= 4) {
    const gradient = loadLanes(g + at, count);
    const added = f32x4.mul(gradient, sharex4);
    const velocity = f32x4.add(added, f32x4.mul(loadLanes(v + at, count), momentumx4));
    let value = f32x4.add(f32x4.mul(gradient, ax4), f32x4.mul(velocity, bx4));
    if (w) value = f32x4.add(f32x4.mul(loadLanes(w + at, count), keepx4), value);
    storeLanes(nextV + at, velocity, count);
    storeLanes(target + at, value, count);
  }
}
