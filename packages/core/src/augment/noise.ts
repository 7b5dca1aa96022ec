import type { RandomStream } from '../random/index.ts';
import { clamp } from './clamp.ts';

/** Computes `clamp(pixel + deviation n)` with an independent standard normal `n` per value. */
export function noise(from: Float32Array, to: Float32Array, deviation: number, stream: RandomStream): void {
  for (let i = 0; i < from.length; i++) to[i] = clamp((from[i] ?? 0) + deviation * stream.nextNormal());
}
