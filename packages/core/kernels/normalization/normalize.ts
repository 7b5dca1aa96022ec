import { addColumnSums, addGradientSums, addSquareSums } from '../math/column-sums';

// Batch, group and layer norm over x [parts][pixels][channels]: each part and each of `groups` runs of channels has a mean and
// a biased variance of its own. Few passes over memory: three forward, two backward; the channels are the vector's lanes.

/** Returns a size that suffices for either direction. */
export function normalizeScratchBytes(channels: i32): usize {
  return 6 * ((<usize>channels) << 2);
}

/** Sets `target[c]` to the mean over its group of what `sums` holds, and `means[g]` to the same. */
function spreadMeans(target: usize, means: usize, sums: usize, pixels: i32, channels: i32, groups: i32): void {
  const size = channels / groups;
  const count = <f64>pixels * <f64>size;
  for (let group = 0; group < groups; group++) {
    let sum: f64 = 0;
    const first = (<usize>(group * size)) << 2;
    const end = first + ((<usize>size) << 2);
    for (let at = first; at < end; at += 4) sum += <f64>load<f32>(sums + at);
    const mean = <f32>(sum / count);
    for (let at = first; at < end; at += 4) store<f32>(target + at, mean);
    if (means) store<f32>(means + ((<usize>group) << 2), mean);
  }
}

/** `y = relu?((x - mean) scale / sqrt(variance + epsilon) + offset)`; `mean` and `variance` are `[parts][groups]`. */
export function normalizeForward(
  parts: i32,
  pixels: i32,
  channels: i32,
  groups: i32,
  epsilon: f32,
  isRelu: bool,
  x: usize,
  scale: usize,
  offset: usize,
  y: usize,
  mean: usize,
  variance: usize,
  scratch: usize,
): void {
  const rowBytes = (<usize>channels) << 2;
  const sums = scratch;
  const center = sums + rowBytes;
  const factor = center + rowBytes;
  const zero = f32x4.splat(0);
  for (let part = 0; part < parts; part++) {
    memory.fill(sums, 0, rowBytes);
    addColumnSums(sums, x, pixels, channels);
    spreadMeans(center, mean, sums, pixels, channels, groups);
    memory.fill(sums, 0, rowBytes);
    addSquareSums(sums, x, center, pixels, channels);
    spreadMeans(factor, variance, sums, pixels, channels, groups);
    for (let at: usize = 0; at < rowBytes; at += 4) {
      store<f32>(factor + at, load<f32>(scale + at) / sqrt<f32>(load<f32>(factor + at) + epsilon));
    }
    const vectorBytes = rowBytes & ~15;
    for (let pixel = 0; pixel < pixels; pixel++) {
      let at: usize = 0;
      for (; at < vectorBytes; at += 16) {
        const deviation = f32x4.sub(v128.load(x + at), v128.load(center + at));
        let value = f32x4.add(f32x4.mul(deviation, v128.load(factor + at)), v128.load(offset + at));
        // pmax(x, 0) is `x < 0 ? 0 : x`: NaN stays NaN.
        if (isRelu) value = f32x4.pmax(value, zero);
        v128.store(y + at, value);
      }
      for (; at < rowBytes; at += 4) {
        let value: f32 = (load<f32>(x + at) - load<f32>(center + at)) * load<f32>(factor + at) + load<f32>(offset + at);
        if (isRelu && value < 0) value = 0;
        store<f32>(y + at, value);
      }
      x += rowBytes;
      y += rowBytes;
    }
    mean += (<usize>groups) << 2;
    variance += (<usize>groups) << 2;
  }
}

/**
 * With `n = (x - mean) / sqrt(variance + epsilon)`, `dz = y > 0 ? dy : 0` (`y` 0: `dz = dy`) and `g = scale dz`:
 * `dScale = sum dz n`, `dOffset = sum dz`, `dx = (g - mean(g) - n mean(g n)) / sqrt(variance + epsilon)`, the means over each
 * part and group.
 */
export function normalizeGradient(
  parts: i32,
  pixels: i32,
  channels: i32,
  groups: i32,
  epsilon: f32,
  dy: usize,
  y: usize,
  x: usize,
  scale: usize,
  mean: usize,
  variance: usize,
  dx: usize,
  dScale: usize,
  dOffset: usize,
  scratch: usize,
): void {
  const rowBytes = (<usize>channels) << 2;
  const center = scratch;
  const inverse = center + rowBytes;
  const sums = inverse + rowBytes;
  const products = sums + rowBytes;
  const shift = products + rowBytes;
  const slope = shift + rowBytes;
  const size = channels / groups;
  const zero = f32x4.splat(0);
  memory.fill(dScale, 0, rowBytes);
  memory.fill(dOffset, 0, rowBytes);
  for (let part = 0; part < parts; part++) {
    for (let channel = 0; channel < channels; channel++) {
      const at = (<usize>channel) << 2;
      const group = (<usize>(channel / size)) << 2;
      store<f32>(center + at, load<f32>(mean + group));
      store<f32>(inverse + at, 1 / sqrt<f32>(load<f32>(variance + group) + epsilon));
    }
    memory.fill(sums, 0, 2 * rowBytes);
    addGradientSums(sums, products, dy, y, x, center, pixels, channels);
    for (let at: usize = 0; at < rowBytes; at += 4) {
      const sum = load<f32>(sums + at);
      const product: f32 = load<f32>(products + at) * load<f32>(inverse + at);
      store<f32>(dOffset + at, load<f32>(dOffset + at) + sum);
      store<f32>(dScale + at, load<f32>(dScale + at) + product);
      store<f32>(sums + at, sum * load<f32>(scale + at));
      store<f32>(products + at, product * load<f32>(scale + at));
    }
    spreadMeans(shift, 0, sums, pixels, channels, groups);
    spreadMeans(slope, 0, products, pixels, channels, groups);
    // dx = factor dz - slope (x - mean) - shift.
    const factor = sums;
    for (let at: usize = 0; at < rowBytes; at += 4) {
      const root = load<f32>(inverse + at);
      store<f32>(factor + at, load<f32>(scale + at) * root);
      store<f32>(shift + at, load<f32>(shift + at) * root);
      store<f32>(slope + at, load<f32>(slope + at) * root * root);
    }
    const vectorBytes = rowBytes & ~15;
    for (let pixel = 0; pixel < pixels; pixel++) {
      let at: usize = 0;
      for (; at < vectorBytes; at += 16) {
        let dz = v128.load(dy + at);
        if (y) dz = v128.and(dz, f32x4.gt(v128.load(y + at), zero));
        const deviation = f32x4.sub(v128.load(x + at), v128.load(center + at));
        const rest = f32x4.add(f32x4.mul(deviation, v128.load(slope + at)), v128.load(shift + at));
        v128.store(dx + at, f32x4.sub(f32x4.mul(dz, v128.load(factor + at)), rest));
      }
      for (; at < rowBytes; at += 4) {
        let dz = load<f32>(dy + at);
        if (y && !(load<f32>(y + at) > 0)) dz = 0;
        const rest: f32 = (load<f32>(x + at) - load<f32>(center + at)) * load<f32>(slope + at) + load<f32>(shift + at);
        store<f32>(dx + at, dz * load<f32>(factor + at) - rest);
      }
      dy += rowBytes;
      if (y) y += rowBytes;
      x += rowBytes;
      dx += rowBytes;
    }
    mean += (<usize>groups) << 2;
    variance += (<usize>groups) << 2;
  }
}
