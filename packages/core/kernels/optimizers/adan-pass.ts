import { loadLanes, storeLanes } from '../math/lanes';

/**
 * With `d = g - previous`: `m' = b1 m + (1 - b1) g`, `v' = b2 v + (1 - b2) d`, `n' = b3 n + (1 - b3) (g + b2 d)^2`,
 * `target = keep w + (meanFactor m' + changeFactor v') / (sqrt(n') + offset)`.
 * @param w 0 for none
 * @param previous 0 for none: `d = 0`
 */
export function adanPass(
  count: i32,
  w: usize,
  keep: f32,
  g: usize,
  previous: usize,
  m: usize,
  v: usize,
  n: usize,
  beta1: f32,
  oneMinusBeta1: f32,
  beta2: f32,
  oneMinusBeta2: f32,
  beta3: f32,
  oneMinusBeta3: f32,
  meanFactor: f32,
  changeFactor: f32,
  offset: f32,
  target: usize,
  nextM: usize,
  nextV: usize,
  nextN: usize,
): void {
  const keepx4 = f32x4.splat(keep);
  const beta1x4 = f32x4.splat(beta1);
  const oneMinusBeta1x4 = f32x4.splat(oneMinusBeta1);
  const beta2x4 = f32x4.splat(beta2);
  const oneMinusBeta2x4 = f32x4.splat(oneMinusBeta2);
  const beta3x4 = f32x4.splat(beta3);
  const oneMinusBeta3x4 = f32x4.splat(oneMinusBeta3);
  const meanFactorx4 = f32x4.splat(meanFactor);
  const changeFactorx4 = f32x4.splat(changeFactor);
  const offsetx4 = f32x4.splat(offset);
  for (let at: usize = 0; count > 0; at += 16, count -= 4) {
    const gradient = loadLanes(g + at, count);
    let change = f32x4.splat(0);
    if (previous) change = f32x4.sub(gradient, loadLanes(previous + at, count));
    const ahead = f32x4.add(gradient, f32x4.mul(change, beta2x4));
    const square = f32x4.mul(f32x4.mul(ahead, ahead), oneMinusBeta3x4);
    const mean = f32x4.add(f32x4.mul(loadLanes(m + at, count), beta1x4), f32x4.mul(gradient, oneMinusBeta1x4));
    const meanChange = f32x4.add(f32x4.mul(loadLanes(v + at, count), beta2x4), f32x4.mul(change, oneMinusBeta2x4));
    const meanSquare = f32x4.add(f32x4.mul(loadLanes(n + at, count), beta3x4), square);
    storeLanes(nextM + at, mean, count);
    storeLanes(nextV + at, meanChange, count);
    storeLanes(nextN + at, meanSquare, count);
    let value = f32x4.add(f32x4.mul(mean, meanFactorx4), f32x4.mul(meanChange, changeFactorx4));
    value = f32x4.div(value, f32x4.add(f32x4.sqrt(meanSquare), offsetx4));
    if (w) value = f32x4.add(f32x4.mul(loadLanes(w + at, count), keepx4), value);
    storeLanes(target + at, value, count);
  }
}
