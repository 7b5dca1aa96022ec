import { clamp } from './clamp.ts';

/** Computes `clamp(mean + factor (pixel - mean))` with the mean over all pixels and channels. */
export function contrast(from: Float32Array, to: Float32Array, factor: number): void {
  let sum = 0;
  for (const value of from) sum += value;
  const mean = sum / from.length;
  for (let i = 0; i < from.length; i++) to[i] = clamp(mean + factor * ((from[i] ?? 0) - mean));
}
