import type { RandomStream } from '../random/index.ts';
import { clamp } from './clamp.ts';

/** `clamp(pixel + deviation n)`, where `n` is standard normal, for each value by itself. */
export function noise(from: Float32Array, to: Float32Array, deviation: number, stream: RandomStream): void {
  for (let i = 0; i < from.length; i++) to[i] = clamp((from[i] ?? 0) + deviation * stream.nextNormal());
}
