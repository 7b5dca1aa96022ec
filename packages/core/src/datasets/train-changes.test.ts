import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assembleDataset } from './assemble-dataset.ts';
import { datasetConfigSchema } from './dataset-config.ts';
import type { Dataset } from './dataset.ts';
import { generateGlyphs } from './glyphs/generate-glyphs.ts';
import { imbalancedCounts } from './imbalance.ts';
import { addLabelNoise } from './label-noise.ts';

const source = generateGlyphs(1000, 1);
const assemble = (options: object = {}): Dataset =>
  assembleDataset(source, datasetConfigSchema.parse({ name: 'glyphs', count: 1000, ...options }));
const counts = ({ splits, labels }: Dataset): number[] =>
  Array.from({ length: 10 }, (_, label) => splits.train.filter((index) => labels[index] === label).length);
const plain = assemble();

test.each([
  ['exponential', [64, 38, 23, 14, 8, 5, 3, 2, 1, 1]],
  ['step', [64, 64, 64, 64, 64, 1, 1, 1, 1, 1]],
])('%s imbalance keeps exact counts of the training images and all others', (kind, expected) => {
  const dataset = assemble({ imbalance: { kind, ratio: 100 } });
  expect(counts(dataset)).toEqual(expected);
  expect([...dataset.splits.train].every((index) => plain.splits.train.includes(index))).toBe(true);
  expect(dataset.splits.validation).toEqual(plain.splits.validation);
  expect(dataset.splits.test).toEqual(plain.splits.test);
  expect(dataset.fingerprint).not.toBe(plain.fingerprint);
  expect(assemble({ imbalance: { kind, ratio: 100 } }).fingerprint).toBe(dataset.fingerprint);
});

test('an imbalance keeps one image of each class at least, never more than there are, and fewer with each class', () => {
  const options = fc.record({
    kind: fc.constantFrom('exponential' as const, 'step' as const),
    ratio: fc.double({ min: 1.001, max: 1_000_000, noNaN: true }),
  });
  fc.assert(
    fc.property(
      options,
      fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 2, maxLength: 100 }),
      (imbalance, n) => {
        const kept = imbalancedCounts(n, imbalance);
        for (const [k, count] of kept.entries()) {
          expect(count).toBeGreaterThanOrEqual(1);
          expect(count).toBeLessThanOrEqual(n[k] ?? 0);
        }
        const even = imbalancedCounts(Array(n.length).fill(1000), imbalance);
        expect(even).toEqual(even.toSorted((a, b) => b - a));
        expect(even[0]).toBe(1000);
        expect(even.at(-1)).toBe(Math.max(1, Math.round(1000 / imbalance.ratio)));
      },
    ),
  );
});

test('label noise changes round(rate n) labels of each class, for any rate', () => {
  const options = fc.record({
    kind: fc.constantFrom('symmetric' as const, 'pair-flip' as const),
    rate: fc.double({ min: 0.001, max: 1, noNaN: true }),
    seed: fc.nat(),
  });
  const { labels, splits } = plain;
  fc.assert(
    fc.property(options, (noise) => {
      const noisy = addLabelNoise(labels, splits.train, 10, noise);
      const changed = [...labels.keys()].filter((index) => noisy[index] !== labels[index]);
      expect(changed.every((index) => splits.train.includes(index))).toBe(true);
      for (let label = 0; label < 10; label++) {
        const all = splits.train.filter((index) => labels[index] === label).length;
        expect(changed.filter((index) => labels[index] === label)).toHaveLength(Math.round(noise.rate * all));
      }
      expect(noisy.every((label) => label < 10)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test.each(['symmetric', 'pair-flip'])(
  '%s noise changes an exact share of the training labels of each class',
  (kind) => {
    const { labels, splits, fingerprint } = assemble({ label_noise: { kind, rate: 0.4 } });
    const changed = [...labels.keys()].filter((index) => labels[index] !== source.labels[index]);
    expect(changed.every((index) => splits.train.includes(index))).toBe(true);
    const perClass = Array.from({ length: 10 }, (_, k) => changed.filter((index) => source.labels[index] === k).length);
    expect(perClass).toEqual(Array(10).fill(26));
    const isNext = changed.map((index) => labels[index] === ((source.labels[index] ?? 0) + 1) % 10);
    expect(isNext.every(Boolean)).toBe(kind === 'pair-flip');
    expect(fingerprint).not.toBe(plain.fingerprint);
    expect(assemble({ label_noise: { kind, rate: 0.4 } }).fingerprint).toBe(fingerprint);
  },
);

test.each([{ imbalance: { kind: 'step', ratio: 1 } }, { label_noise: { kind: 'symmetric', rate: 1.1 } }])(
  'refuses %o',
  (options) => expect(datasetConfigSchema.safeParse({ name: 'glyphs', ...options }).success).toBe(false),
);
