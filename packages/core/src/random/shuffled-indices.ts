import type { RandomStream } from './stream.ts';

/**
 * Returns a uniformly random permutation of `indices`; the input is not changed. O(n). Source: Fisher and Yates
 * (1938), in Durstenfeld's in-place form (1964).
 */
export function shuffledIndices(stream: RandomStream, indices: ArrayLike<number>): Uint32Array<ArrayBuffer> {
  const shuffled = Uint32Array.from(indices);
  for (let last = shuffled.length - 1; last > 0; last--) {
    const chosen = stream.nextInteger(last + 1);
    const value = shuffled[last] ?? 0;
    shuffled[last] = shuffled[chosen] ?? 0;
    shuffled[chosen] = value;
  }
  return shuffled;
}
