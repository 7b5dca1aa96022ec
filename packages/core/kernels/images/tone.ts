import { clampHalf, joinHalves, lowerHalf, upperHalf } from '../math/float64-lanes';
import { storeLanes } from '../math/lanes';

// Each of src/augment's operations on tones, with its order of operations. But for `sharpen` all read and write whole
// vectors, up to three values behind the last.

/** `clamp(pixel + amount)`. */
export function addBrightness(count: i32, amount: f64, from: usize, to: usize): void {
  const added = f64x2.splat(amount);
  for (; count > 0; count -= 4, from += 16, to += 16) {
    const pixels = v128.load(from);
    const lower = clampHalf(f64x2.add(lowerHalf(pixels), added));
    const upper = clampHalf(f64x2.add(upperHalf(pixels), added));
    v128.store(to, joinHalves(lower, upper));
  }
}

/** `clamp(factor pixel)`. */
export function scaleBrightness(count: i32, factor: f64, from: usize, to: usize): void {
  const scale = f64x2.splat(factor);
  for (; count > 0; count -= 4, from += 16, to += 16) {
    const pixels = v128.load(from);
    const lower = clampHalf(f64x2.mul(scale, lowerHalf(pixels)));
    const upper = clampHalf(f64x2.mul(scale, upperHalf(pixels)));
    v128.store(to, joinHalves(lower, upper));
  }
}

/** `clamp(mean + factor (pixel - mean))`. */
export function scaleContrast(count: i32, factor: f64, from: usize, to: usize): void {
  let sum: f64 = 0;
  for (let i = 0; i < count; i++) sum += <f64>load<f32>(from + ((<usize>i) << 2));
  const mean = f64x2.splat(sum / <f64>count);
  const scale = f64x2.splat(factor);
  for (; count > 0; count -= 4, from += 16, to += 16) {
    const pixels = v128.load(from);
    v128.store(to, joinHalves(towards(mean, scale, lowerHalf(pixels)), towards(mean, scale, upperHalf(pixels))));
  }
}

/** `clamp(other + factor (pixels - other))`. */
function towards(other: v128, factor: v128, pixels: v128): v128 {
  return clampHalf(f64x2.add(other, f64x2.mul(factor, f64x2.sub(pixels, other))));
}

/** `1 - pixel` for what is at least `threshold`. */
export function solarize(count: i32, threshold: f64, from: usize, to: usize): void {
  const least = f64x2.splat(threshold);
  for (; count > 0; count -= 4, from += 16, to += 16) {
    const pixels = v128.load(from);
    v128.store(to, joinHalves(solarizeHalf(lowerHalf(pixels), least), solarizeHalf(upperHalf(pixels), least)));
  }
}

function solarizeHalf(pixels: v128, least: v128): v128 {
  return v128.bitselect(f64x2.sub(f64x2.splat(1), pixels), pixels, f64x2.ge(pixels, least));
}

/** `(round(255 pixel) & mask) / 255`. */
export function posterize(count: i32, mask: i32, from: usize, to: usize): void {
  const kept = i32x4.splat(mask);
  for (; count > 0; count -= 4, from += 16, to += 16) {
    const pixels = v128.load(from);
    v128.store(to, joinHalves(posterizeHalf(lowerHalf(pixels), kept), posterizeHalf(upperHalf(pixels), kept)));
  }
}

function posterizeHalf(pixels: v128, kept: v128): v128 {
  // Exact: a float32 times 255 has 32 bits.
  const rounded = f64x2.floor(f64x2.add(f64x2.mul(pixels, f64x2.splat(255)), f64x2.splat(0.5)));
  const levels = v128.and(i32x4.trunc_sat_f64x2_s_zero(rounded), kept);
  return f64x2.div(f64x2.convert_low_i32x4_s(levels), f64x2.splat(255));
}

/** Three channels: `clamp(grey + factor (pixel - grey))`, grey `0.299 R + 0.587 G + 0.114 B`. @param count of values */
export function saturate(count: i32, factor: f64, from: usize, to: usize): void {
  const scale = f64x2.splat(factor);
  for (const end = from + ((<usize>count) << 2); from < end; from += 12, to += 12) {
    const grey = 0.299 * <f64>load<f32>(from) + 0.587 * <f64>load<f32>(from, 4) + 0.114 * <f64>load<f32>(from, 8);
    const pixels = v128.load(from);
    const other = f64x2.splat(grey);
    v128.store(to, joinHalves(towards(other, scale, lowerHalf(pixels)), towards(other, scale, upperHalf(pixels))));
  }
}

/** `clamp(smooth + factor (pixel - smooth))`, smooth by `[1 1 1; 1 5 1; 1 1 1] / 13`. The border stays. */
export function sharpen(height: i32, width: i32, channels: i32, factor: f64, from: usize, to: usize): void {
  const pixel = (<usize>channels) << 2;
  const row = <usize>width * pixel;
  memory.copy(to, from, <usize>height * row);
  const scale = f64x2.splat(factor);
  for (let y = 1; y < height - 1; y++) {
    let at = from + <usize>y * row + pixel;
    let target = to + <usize>y * row + pixel;
    for (let left = (width - 2) * channels; left > 0; left -= 4, at += 16, target += 16) {
      const pixels = v128.load(at);
      let lower = f64x2.mul(f64x2.splat(4), lowerHalf(pixels));
      let upper = f64x2.mul(f64x2.splat(4), upperHalf(pixels));
      for (let line = at - row; line <= at + row; line += row) {
        const a = v128.load(line - pixel);
        const b = v128.load(line);
        const c = v128.load(line + pixel);
        lower = f64x2.add(lower, f64x2.add(f64x2.add(lowerHalf(a), lowerHalf(b)), lowerHalf(c)));
        upper = f64x2.add(upper, f64x2.add(f64x2.add(upperHalf(a), upperHalf(b)), upperHalf(c)));
      }
      const weight = f64x2.splat(13);
      lower = towards(f64x2.div(lower, weight), scale, lowerHalf(pixels));
      upper = towards(f64x2.div(upper, weight), scale, upperHalf(pixels));
      storeLanes(target, joinHalves(lower, upper), left);
    }
  }
}
