import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStream } from '../random/index.ts';
import { stratifiedSplit } from './stratified-split.ts';

const countsOf = (indices: Uint32Array, labels: Uint8Array, classes: number): number[] =>
  Array.from({ length: classes }, (_, label) => indices.filter((index) => labels[index] === label).length);

test('shares what is held out by largest remainder, ties to the lower class', () => {
  // 5, 5 and 3 images: 30 % of 13 is 4 (rounded); exact shares 1.54, 1.54, 0.92.
  const labels = Uint8Array.from([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2]);
  const { kept, held } = stratifiedSplit(Uint32Array.from(labels.keys()), labels, 0.3, createStream(42, 'split', 0));
  expect(countsOf(held, labels, 3)).toEqual([2, 1, 1]);
  expect(countsOf(kept, labels, 3)).toEqual([3, 4, 2]);
});

test('splits any labels into two ordered, disjoint parts with at most one image off the exact share of a class', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 200 }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.nat(),
      (list, fraction, seed) => {
        const labels = Uint8Array.from(list);
        const indices = Uint32Array.from(labels.keys());
        const { kept, held } = stratifiedSplit(indices, labels, fraction, createStream(seed, 'split', 0));
        expect([...kept, ...held].sort((a, b) => a - b)).toEqual([...indices]);
        expect(kept).toEqual(kept.toSorted());
        expect(held).toEqual(held.toSorted());
        expect(held.length).toBe(Math.round(labels.length * fraction));
        const all = countsOf(indices, labels, 6);
        for (const [label, count] of countsOf(held, labels, 6).entries()) {
          expect(Math.abs(count - ((all[label] ?? 0) * held.length) / Math.max(1, labels.length))).toBeLessThan(1);
        }
      },
    ),
  );
});

test('which images are held out depends on the stream', () => {
  const labels = new Uint8Array(50);
  const heldBy = (seed: number): Uint32Array =>
    stratifiedSplit(Uint32Array.from(labels.keys()), labels, 0.2, createStream(seed, 'split', 0)).held;
  expect(heldBy(1)).toEqual(heldBy(1));
  expect(heldBy(1)).not.toEqual(heldBy(2));
});
