import { clamp } from './clamp.ts';
import type { ImageShape } from './image-shape.ts';

/** Stretches each channel so that its darkest value becomes 0 and its brightest 1; leaves a flat channel alone. */
export function autoContrast(from: Float32Array, to: Float32Array, { channels }: ImageShape): void {
  for (let c = 0; c < channels; c++) {
    let low = 1;
    let high = 0;
    for (let i = c; i < from.length; i += channels) {
      low = Math.min(low, from[i] ?? 0);
      high = Math.max(high, from[i] ?? 0);
    }
    const scale = high > low ? 1 / (high - low) : 1;
    const offset = high > low ? low : 0;
    for (let i = c; i < from.length; i += channels) to[i] = clamp(((from[i] ?? 0) - offset) * scale);
  }
}

const counts = new Uint32Array(256);
const levels = new Float32Array(256);

/** Equalizes the histogram of each channel over 256 levels, like `PIL.ImageOps.equalize`. */
export function equalize(from: Float32Array, to: Float32Array, { channels }: ImageShape): void {
  for (let c = 0; c < channels; c++) {
    counts.fill(0);
    let brightest = 0;
    for (let i = c; i < from.length; i += channels) {
      const level = Math.round((from[i] ?? 0) * 255);
      counts[level] = (counts[level] ?? 0) + 1;
      brightest = Math.max(brightest, level);
    }
    const step = Math.floor((from.length / channels - (counts[brightest] ?? 0)) / 255);
    let below = Math.floor(step / 2);
    for (let level = 0; level < 256; level++) {
      levels[level] = step === 0 ? level / 255 : Math.min(255, Math.floor(below / step)) / 255;
      below += counts[level] ?? 0;
    }
    for (let i = c; i < from.length; i += channels) to[i] = levels[Math.round((from[i] ?? 0) * 255)] ?? 0;
  }
}

/** Inverts values of at least `threshold`. */
export function solarize(from: Float32Array, to: Float32Array, threshold: number): void {
  for (let i = 0; i < from.length; i++) {
    const value = from[i] ?? 0;
    to[i] = value >= threshold ? 1 - value : value;
  }
}

/** Keeps the upper `bits` (1..8) of each 8-bit value. */
export function posterize(from: Float32Array, to: Float32Array, bits: number): void {
  const mask = keptBits(bits);
  for (let i = 0; i < from.length; i++) to[i] = (Math.round((from[i] ?? 0) * 255) & mask) / 255;
}

/** Returns the mask of the kept bits in a byte. */
export function keptBits(bits: number): number {
  return (0xff << (8 - bits)) & 0xff;
}

/** Computes `clamp(factor pixel)`: a blend with black. */
export function scaleBrightness(from: Float32Array, to: Float32Array, factor: number): void {
  for (let i = 0; i < from.length; i++) to[i] = clamp(factor * (from[i] ?? 0));
}

/** Blends with the grey image (0.299 R + 0.587 G + 0.114 B): factor 0 is grey, 1 the image. For three channels. */
export function saturate(from: Float32Array, to: Float32Array, factor: number): void {
  for (let i = 0; i < from.length; i += 3) {
    const grey = 0.299 * (from[i] ?? 0) + 0.587 * (from[i + 1] ?? 0) + 0.114 * (from[i + 2] ?? 0);
    for (let c = 0; c < 3; c++) to[i + c] = clamp(grey + factor * ((from[i + c] ?? 0) - grey));
  }
}

/**
 * Blends with the image smoothed by `[1 1 1; 1 5 1; 1 1 1] / 13`: factor 0 is the smoothed image, 1 the original.
 * Leaves the border alone.
 */
export function sharpen(from: Float32Array, to: Float32Array, shape: ImageShape, factor: number): void {
  const { height, width, channels } = shape;
  to.set(from);
  const row = width * channels;
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * row + channels; i < (y + 1) * row - channels; i++) {
      let sum = 4 * (from[i] ?? 0);
      for (let line = i - row; line <= i + row; line += row)
        sum += (from[line - channels] ?? 0) + (from[line] ?? 0) + (from[line + channels] ?? 0);
      const smooth = sum / 13;
      to[i] = clamp(smooth + factor * ((from[i] ?? 0) - smooth));
    }
  }
}
