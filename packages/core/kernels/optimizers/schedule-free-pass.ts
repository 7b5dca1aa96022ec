import { loadLanes, storeLanes } from '../math/lanes';

/**
 * `v' = b2 v + (1 - b2) g^2`, `z' = z + gradientFactor g / (sqrt(v') + offset) + decay y`, `x' = x + c (z' - x)`,
 * `target = z' + b1 (x' - z') - (1 - keep) y`. `c` is `r'^2 / s'`, 0 where that is undefined, with `r' = max(r, learningRate)` and
 * `s' = s + r'^2`, one number each for all values.
 */
export function scheduleFreePass(
  count: i32,
  y: usize,
  keep: f32,
  g: usize,
  z: usize,
  x: usize,
  v: usize,
  r: usize,
  s: usize,
  learningRate: f32,
  beta1: f32,
  beta2: f32,
  oneMinusBeta2: f32,
  gradientFactor: f32,
  offset: f32,
  decay: f32,
  target: usize,
  nextZ: usize,
  nextX: usize,
  nextV: usize,
  nextR: usize,
  nextS: usize,
): void {
  const rate = max<f32>(load<f32>(r), learningRate);
  const weight: f32 = load<f32>(s) + rate * rate;
  store<f32>(nextR, rate);
  store<f32>(nextS, weight);
  const share = f32x4.splat(weight == 0 ? 0 : (rate * rate) / weight);
  const takenx4 = f32x4.splat(1 - keep);
  const beta1x4 = f32x4.splat(beta1);
  const beta2x4 = f32x4.splat(beta2);
  const oneMinusBeta2x4 = f32x4.splat(oneMinusBeta2);
  const gradientFactorx4 = f32x4.splat(gradientFactor);
  const offsetx4 = f32x4.splat(offset);
  const decayx4 = f32x4.splat(decay);
  for (let at: usize = 0; count > 0; at += 16, count -= 4) {
    const parameter = loadLanes(y + at, count);
    const gradient = loadLanes(g + at, count);
    const average = loadLanes(x + at, count);
    const square = f32x4.mul(f32x4.mul(gradient, gradient), oneMinusBeta2x4);
    const variance = f32x4.add(f32x4.mul(loadLanes(v + at, count), beta2x4), square);
    const scaled = f32x4.mul(gradient, gradientFactorx4);
    let step = f32x4.div(scaled, f32x4.add(f32x4.sqrt(variance), offsetx4));
    if (decay != 0) step = f32x4.add(step, f32x4.mul(parameter, decayx4));
    const point = f32x4.add(loadLanes(z + at, count), step);
    const nextAverage = f32x4.add(average, f32x4.mul(f32x4.sub(point, average), share));
    let value = f32x4.add(point, f32x4.mul(f32x4.sub(nextAverage, point), beta1x4));
    // Skipped when unnecessary: 0 times an infinite weight would be NaN.
    if (keep != 1) value = f32x4.sub(value, f32x4.mul(parameter, takenx4));
    storeLanes(nextV + at, variance, count);
    storeLanes(nextZ + at, point, count);
    storeLanes(nextX + at, nextAverage, count);
    storeLanes(target + at, value, count);
  }
}
