import { expect, test } from 'vitest';
import { epochBatches } from './batches.ts';

const indices = Uint32Array.from({ length: 10 }, (_, i) => 100 + i);
const flat = (batches: Iterable<Uint32Array>): number[] => [...batches].flatMap((batch) => [...batch]);

test('covers every index once and keeps the last partial batch', () => {
  const batches = [...epochBatches(indices, 4, { seed: 0, epoch: 1, shuffle: true })];
  expect(batches.map((batch) => batch.length)).toEqual([4, 4, 2]);
  expect(flat(batches).toSorted((a, b) => a - b)).toEqual([...indices]);
});

test('the order depends on seed and epoch alone', () => {
  const order = (seed: number, epoch: number, batchSize = 4): number[] =>
    flat(epochBatches(indices, batchSize, { seed, epoch, shuffle: true }));
  expect(order(1, 2)).toEqual(order(1, 2));
  expect(order(1, 2, 3)).toEqual(order(1, 2));
  expect(order(1, 3)).not.toEqual(order(1, 2));
  expect(order(2, 2)).not.toEqual(order(1, 2));
});

test('without shuffling the order stays, and a batch may be larger than the split', () => {
  expect([...epochBatches(indices, 64, { seed: 0, epoch: 1, shuffle: false })]).toEqual([indices]);
  expect([...epochBatches(new Uint32Array(), 64, { seed: 0, epoch: 1, shuffle: false })]).toEqual([]);
});

test.each([0, -1, 1.5, Number.NaN])('refuses the batch size %s', (batchSize) => {
  expect(() => epochBatches(indices, batchSize, { seed: 0, epoch: 1, shuffle: false }).next()).toThrow(RangeError);
});
