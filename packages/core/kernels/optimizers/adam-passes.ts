import { loadLanes, moveLanes, storeLanes } from '../math/lanes';

// An optimizer's update in one pass over memory: at 700,000 weights these are bound by bandwidth, not by arithmetic.

/**
 * `m' = b1 m + (1 - b1) g`, `v' = b2 v + (1 - b2) g^2`, `n' = max(n, v')`,
 * `target = keep w + (meanFactor m' + gradientFactor g) / (sqrt(n') + offset)`.
 * @param w 0 for none: the direction alone
 * @param n the largest `v` so far; 0 for none: `n' = v'`
 * @param target `w'`, or the direction
 */
export function adamPass(
  count: i32,
  w: usize,
  keep: f32,
  g: usize,
  m: usize,
  v: usize,
  n: usize,
  beta1: f32,
  oneMinusBeta1: f32,
  beta2: f32,
  oneMinusBeta2: f32,
  meanFactor: f32,
  gradientFactor: f32,
  offset: f32,
  target: usize,
  nextM: usize,
  nextV: usize,
  nextN: usize,
): void {
  const beta1x4 = f32x4.splat(beta1);
  const oneMinusBeta1x4 = f32x4.splat(oneMinusBeta1);
  const beta2x4 = f32x4.splat(beta2);
  const oneMinusBeta2x4 = f32x4.splat(oneMinusBeta2);
  const meanFactorx4 = f32x4.splat(meanFactor);
  const gradientFactorx4 = f32x4.splat(gradientFactor);
  const offsetx4 = f32x4.splat(offset);
  const keepx4 = f32x4.splat(keep);
  let at: usize = 0;
  // The most common optimizer: a loop over whole vectors takes a quarter less time than one that checks each.
  for (; count >= 4; at += 16, count -= 4) {
    const gradient = v128.load(g + at);
    const mean = f32x4.add(f32x4.mul(v128.load(m + at), beta1x4), f32x4.mul(gradient, oneMinusBeta1x4));
    const square = f32x4.mul(f32x4.mul(gradient, gradient), oneMinusBeta2x4);
    const variance = f32x4.add(f32x4.mul(v128.load(v + at), beta2x4), square);
    v128.store(nextM + at, mean);
    v128.store(nextV + at, variance);
    let scale = variance;
    if (n) {
      scale = f32x4.max(v128.load(n + at), variance);
      v128.store(nextN + at, scale);
    }
    let value = f32x4.mul(mean, meanFactorx4);
    if (gradientFactor != 0) value = f32x4.add(value, f32x4.mul(gradient, gradientFactorx4));
    value = f32x4.div(value, f32x4.add(f32x4.sqrt(scale), offsetx4));
    if (w) value = f32x4.add(f32x4.mul(v128.load(w + at), keepx4), value);
    v128.store(target + at, value);
  }
  if (count == 0) return;
  const gradient = loadLanes(g + at, count);
  const mean = f32x4.add(f32x4.mul(loadLanes(m + at, count), beta1x4), f32x4.mul(gradient, oneMinusBeta1x4));
  const square = f32x4.mul(f32x4.mul(gradient, gradient), oneMinusBeta2x4);
  const variance = f32x4.add(f32x4.mul(loadLanes(v + at, count), beta2x4), square);
  storeLanes(nextM + at, mean, count);
  storeLanes(nextV + at, variance, count);
  let scale = variance;
  if (n) {
    scale = f32x4.max(loadLanes(n + at, count), variance);
    storeLanes(nextN + at, scale, count);
  }
  let value = f32x4.mul(mean, meanFactorx4);
  if (gradientFactor != 0) value = f32x4.add(value, f32x4.mul(gradient, gradientFactorx4));
  value = f32x4.div(value, f32x4.add(f32x4.sqrt(scale), offsetx4));
  if (w) value = f32x4.add(f32x4.mul(loadLanes(w + at, count), keepx4), value);
  storeLanes(target + at, value, count);
}

/** `m' = b1 m + (1 - b1) g`, `u' = max(b2 u, |g| + epsilon)`, `target = keep w + factor m' / u'`; `w` 0 for none. */
export function adamaxPass(
  count: i32,
  w: usize,
  keep: f32,
  factor: f32,
  g: usize,
  m: usize,
  u: usize,
  beta1: f32,
  oneMinusBeta1: f32,
  beta2: f32,
  epsilon: f32,
  target: usize,
  nextM: usize,
  nextU: usize,
): void {
  const keepx4 = f32x4.splat(keep);
  const factorx4 = f32x4.splat(factor);
  const beta1x4 = f32x4.splat(beta1);
  const oneMinusBeta1x4 = f32x4.splat(oneMinusBeta1);
  const beta2x4 = f32x4.splat(beta2);
  const epsilonx4 = f32x4.splat(epsilon);
  for (let at: usize = 0; count > 0; at += 16, count -= 4) {
    const gradient = loadLanes(g + at, count);
    const decayed = f32x4.mul(loadLanes(m + at, count), beta1x4);
    const mean = f32x4.add(decayed, f32x4.mul(gradient, oneMinusBeta1x4));
    const size = f32x4.add(f32x4.abs(gradient), epsilonx4);
    const largest = f32x4.max(f32x4.mul(loadLanes(u + at, count), beta2x4), size);
    storeLanes(nextM + at, mean, count);
    storeLanes(nextU + at, largest, count);
    const direction = f32x4.div(mean, largest);
    storeLanes(target + at, moveLanes(w && w + at, keepx4, factorx4, direction, count), count);
  }
}

/** `target = keep w + factor sign(b1 m + (1 - b1) g)`, the sign of 0 being 0; `m' = b2 m + (1 - b2) g`; `w` 0 for none. */
export function lionPass(
  count: i32,
  w: usize,
  keep: f32,
  factor: f32,
  g: usize,
  m: usize,
  beta1: f32,
  oneMinusBeta1: f32,
  beta2: f32,
  oneMinusBeta2: f32,
  target: usize,
  nextM: usize,
): void {
  const keepx4 = f32x4.splat(keep);
  const factorx4 = f32x4.splat(factor);
  const beta1x4 = f32x4.splat(beta1);
  const oneMinusBeta1x4 = f32x4.splat(oneMinusBeta1);
  const beta2x4 = f32x4.splat(beta2);
  const oneMinusBeta2x4 = f32x4.splat(oneMinusBeta2);
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  for (let at: usize = 0; count > 0; at += 16, count -= 4) {
    const gradient = loadLanes(g + at, count);
    const mean = loadLanes(m + at, count);
    const inner = f32x4.mul(gradient, oneMinusBeta1x4);
    const value = f32x4.add(f32x4.mul(mean, beta1x4), inner);
    const positive = v128.and(f32x4.gt(value, zero), one);
    const negative = v128.and(f32x4.lt(value, zero), one);
    const sign = v128.bitselect(f32x4.sub(positive, negative), value, f32x4.eq(value, value));
    storeLanes(target + at, moveLanes(w && w + at, keepx4, factorx4, sign, count), count);
    const outer = f32x4.mul(gradient, oneMinusBeta2x4);
    storeLanes(nextM + at, f32x4.add(f32x4.mul(mean, beta2x4), outer), count);
  }
}
