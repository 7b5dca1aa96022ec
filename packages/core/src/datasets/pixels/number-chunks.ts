import type { Elements } from '../numpy/read-elements.ts';

/** Elements as numbers, not as big integers. */
export type Numbers = Exclude<Elements, BigInt64Array | BigUint64Array>;

const chunkLength = 2 ** 16;

/**
 * Yields all elements as numbers, in order: at once if they are numbers, otherwise in chunks, each of which
 * overwrites the previous one. 64-bit integers become the nearest numbers.
 */
export function* numberChunks(values: Elements): Generator<{ readonly start: number; readonly numbers: Numbers }> {
  if (!(values instanceof BigInt64Array) && !(values instanceof BigUint64Array)) {
    yield { start: 0, numbers: values };
    return;
  }
  // Reads their 32-bit halves: a big integer per pixel would take ten times as long.
  const low = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  const high = values instanceof BigInt64Array ? new Int32Array(low.buffer, low.byteOffset, low.length) : low;
  const chunk = new Float64Array(Math.min(chunkLength, values.length));
  for (let start = 0; start < values.length; start += chunkLength) {
    const length = Math.min(chunkLength, values.length - start);
    for (let i = 0; i < length; i++) {
      const at = 2 * (start + i);
      chunk[i] = (high[at + 1] ?? 0) * 2 ** 32 + (low[at] ?? 0);
    }
    yield { start, numbers: chunk.subarray(0, length) };
  }
}
