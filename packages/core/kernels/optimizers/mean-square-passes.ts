import { loadLanes, moveLanes, storeLanes } from '../math/lanes';

// Optimizers that divide by the root of a running sum of squares, each in one pass over memory. `w` is 0 for none.

/** `s' = decay s + share g^2`, `target = keep w + factor g / (sqrt(s') + epsilon)`. */
export function meanSquarePass(
  count: i32,
  w: usize,
  keep: f32,
  factor: f32,
  g: usize,
  s: usize,
  decay: f32,
  share: f32,
  epsilon: f32,
  target: usize,
  nextS: usize,
): void {
  const keepx4 = f32x4.splat(keep);
  const factorx4 = f32x4.splat(factor);
  const decayx4 = f32x4.splat(decay);
  const sharex4 = f32x4.splat(share);
  const epsilonx4 = f32x4.splat(epsilon);
  for (let at: usize = 0; count > 0; at += 16, count -= 4) {
    const gradient = loadLanes(g + at, count);
    const square = f32x4.mul(f32x4.mul(gradient, gradient), sharex4);
    const sum = f32x4.add(f32x4.mul(loadLanes(s + at, count), decayx4), square);
    storeLanes(nextS + at, sum, count);
    const direction = f32x4.div(gradient, f32x4.add(f32x4.sqrt(sum), epsilonx4));
    storeLanes(target + at, moveLanes(w && w + at, keepx4, factorx4, direction, count), count);
  }
}

/**
 * With `d = g - a`: `a' = a + share d`, `variance' = decay (variance + share d^2)`,
 * `target = keep w + factor g / (sqrt(variance') + epsilon)`.
 */
export function variancePass(
  count: i32,
  w: usize,
  keep: f32,
  factor: f32,
  g: usize,
  a: usize,
  variance: usize,
  decay: f32,
  share: f32,
  epsilon: f32,
  target: usize,
  nextA: usize,
  nextVariance: usize,
): void {
  const keepx4 = f32x4.splat(keep);
  const factorx4 = f32x4.splat(factor);
  const decayx4 = f32x4.splat(decay);
  const sharex4 = f32x4.splat(share);
  const epsilonx4 = f32x4.splat(epsilon);
  for (let at: usize = 0; count > 0; at += 16, count -= 4) {
    const gradient = loadLanes(g + at, count);
    const mean = loadLanes(a + at, count);
    const deviation = f32x4.sub(gradient, mean);
    const step = f32x4.mul(deviation, sharex4);
    const sum = f32x4.add(loadLanes(variance + at, count), f32x4.mul(step, deviation));
    const next = f32x4.mul(sum, decayx4);
    storeLanes(nextA + at, f32x4.add(mean, step), count);
    storeLanes(nextVariance + at, next, count);
    const direction = f32x4.div(gradient, f32x4.add(f32x4.sqrt(next), epsilonx4));
    storeLanes(target + at, moveLanes(w && w + at, keepx4, factorx4, direction, count), count);
  }
}

/**
 * `s' = decay s + share g^2`, `u = g sqrt(d + epsilon) / sqrt(s' + epsilon)`, `d' = decay d + share u^2`,
 * `target = keep w + factor u`.
 */
export function adadeltaPass(
  count: i32,
  w: usize,
  keep: f32,
  factor: f32,
  g: usize,
  s: usize,
  d: usize,
  decay: f32,
  share: f32,
  epsilon: f32,
  target: usize,
  nextS: usize,
  nextD: usize,
): void {
  const keepx4 = f32x4.splat(keep);
  const factorx4 = f32x4.splat(factor);
  const decayx4 = f32x4.splat(decay);
  const sharex4 = f32x4.splat(share);
  const epsilonx4 = f32x4.splat(epsilon);
  for (let at: usize = 0; count > 0; at += 16, count -= 4) {
    const gradient = loadLanes(g + at, count);
    const updates = loadLanes(d + at, count);
    const square = f32x4.mul(f32x4.mul(gradient, gradient), sharex4);
    const sum = f32x4.add(f32x4.mul(loadLanes(s + at, count), decayx4), square);
    const ratio = f32x4.div(f32x4.sqrt(f32x4.add(updates, epsilonx4)), f32x4.sqrt(f32x4.add(sum, epsilonx4)));
    const update = f32x4.mul(ratio, gradient);
    const updateSquare = f32x4.mul(f32x4.mul(update, update), sharex4);
    storeLanes(nextS + at, sum, count);
    storeLanes(nextD + at, f32x4.add(f32x4.mul(updates, decayx4), updateSquare), count);
    storeLanes(target + at, moveLanes(w && w + at, keepx4, factorx4, update, count), count);
  }
}
