import { createStream, shuffledIndices } from '../random/index.ts';

export interface EpochOrder {
  readonly seed: number;
  /** Counted from 1; every epoch has its own order. */
  readonly epoch: number;
  /** False keeps the order of `indices`. */
  readonly shuffle: boolean;
  /** Number of batches to skip at the beginning; default 0. */
  readonly skip?: number;
}

/**
 * Yields one pass over `indices` in batches of `batchSize`; the last batch may be shorter. The order depends only on
 * (seed, epoch), so an epoch can be replayed without the earlier ones.
 */
export function* epochBatches(
  indices: Uint32Array,
  batchSize: number,
  { seed, epoch, shuffle, skip = 0 }: EpochOrder,
): Generator<Uint32Array, void, undefined> {
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`batch size ${batchSize} is not a whole number from 1`);
  }
  const order = shuffle ? shuffledIndices(createStream(seed, 'data-order', epoch), indices) : indices;
  for (let start = skip * batchSize; start < order.length; start += batchSize)
    yield order.subarray(start, start + batchSize);
}
