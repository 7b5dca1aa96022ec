import { clamp } from './clamp.ts';

/** Computes `clamp(pixel + amount)`. */
export function brightness(from: Float32Array, to: Float32Array, amount: number): void {
  for (let i = 0; i < from.length; i++) to[i] = clamp((from[i] ?? 0) + amount);
}
