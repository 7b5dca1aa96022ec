// Each optimizer's update in one pass over memory: at 700,000 weights these are bound by bandwidth, not arithmetic.
// The scalar tail does the same operations in the same order, so a weight's bits do not depend on where it lies.

/** `m' = b1 m + (1 - b1) g`, `v' = b2 v + (1 - b2) g^2`, `direction = scale (m' / c1) / (sqrt(v' / c2) + epsilon)`. */
export function adamPass(
  count: i32,
  g: usize,
  m: usize,
  v: usize,
  beta1: f32,
  oneMinusBeta1: f32,
  beta2: f32,
  oneMinusBeta2: f32,
  correction1: f32,
  correction2: f32,
  epsilon: f32,
  scale: f32,
  direction: usize,
  nextM: usize,
  nextV: usize,
): void {
  // m' / c1 / (sqrt(v' / c2) + e) = m' k / (sqrt(v') + e sqrt(c2)) with k = sqrt(c2) / c1: one division less.
  const root: f32 = sqrt<f32>(correction2);
  const factor: f32 = (scale * root) / correction1;
  const offset: f32 = epsilon * root;
  const end = (<usize>(count & ~3)) << 2;
  const beta1x4 = f32x4.splat(beta1);
  const oneMinusBeta1x4 = f32x4.splat(oneMinusBeta1);
  const beta2x4 = f32x4.splat(beta2);
  const oneMinusBeta2x4 = f32x4.splat(oneMinusBeta2);
  const factorx4 = f32x4.splat(factor);
  const offsetx4 = f32x4.splat(offset);
  let at: usize = 0;
  for (; at < end; at += 16) {
    const gradient = v128.load(g + at);
    const mean = f32x4.add(f32x4.mul(v128.load(m + at), beta1x4), f32x4.mul(gradient, oneMinusBeta1x4));
    const square = f32x4.mul(f32x4.mul(gradient, gradient), oneMinusBeta2x4);
    const variance = f32x4.add(f32x4.mul(v128.load(v + at), beta2x4), square);
    v128.store(nextM + at, mean);
    v128.store(nextV + at, variance);
    v128.store(direction + at, f32x4.div(f32x4.mul(mean, factorx4), f32x4.add(f32x4.sqrt(variance), offsetx4)));
  }
  for (; at < (<usize>count) << 2; at += 4) {
    const gradient = load<f32>(g + at);
    const mean: f32 = load<f32>(m + at) * beta1 + gradient * oneMinusBeta1;
    const variance: f32 = load<f32>(v + at) * beta2 + gradient * gradient * oneMinusBeta2;
    store<f32>(nextM + at, mean);
    store<f32>(nextV + at, variance);
    store<f32>(direction + at, (mean * factor) / (sqrt<f32>(variance) + offset));
  }
}

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

/** `s' = rho s + (1 - rho) g^2`, `direction = g / (sqrt(s') + epsilon)`. */
export function rmspropPass(
  count: i32,
  g: usize,
  s: usize,
  rho: f32,
  oneMinusRho: f32,
  epsilon: f32,
  direction: usize,
  nextS: usize,
): void {
  const end = (<usize>(count & ~3)) << 2;
  const rhox4 = f32x4.splat(rho);
  const oneMinusRhox4 = f32x4.splat(oneMinusRho);
  const epsilonx4 = f32x4.splat(epsilon);
  let at: usize = 0;
  for (; at < end; at += 16) {
    const gradient = v128.load(g + at);
    const square = f32x4.mul(f32x4.mul(gradient, gradient), oneMinusRhox4);
    const mean = f32x4.add(f32x4.mul(v128.load(s + at), rhox4), square);
    v128.store(nextS + at, mean);
    v128.store(direction + at, f32x4.div(gradient, f32x4.add(f32x4.sqrt(mean), epsilonx4)));
  }
  for (; at < (<usize>count) << 2; at += 4) {
    const gradient = load<f32>(g + at);
    const mean: f32 = load<f32>(s + at) * rho + gradient * gradient * oneMinusRho;
    store<f32>(nextS + at, mean);
    store<f32>(direction + at, gradient / (sqrt<f32>(mean) + epsilon));
  }
}

/** `sum x^2` in 16 partial sums: faster than one, and closer to the true value. */
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
