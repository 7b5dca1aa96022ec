import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assembleDataset } from './assemble-dataset.ts';
import { datasetConfigSchema } from './dataset-config.ts';
import type { Dataset } from './dataset.ts';
import { generateGlyphs } from './glyphs/generate-glyphs.ts';
import { standardize } from './standardize.ts';

const source = generateGlyphs(200, 1);
const parse = (options: object) => datasetConfigSchema.parse({ name: 'glyphs', count: 200, ...options });
const assemble = (options: object = {}): Dataset => assembleDataset(source, parse(options));
const plain = assemble();

/** From the version before there were `limit`, `normalization`, `imbalance` and `label_noise`. */
const oldFingerprint = '834ead6b788b3a35658caae47e983c5c88fb7b7c617ca0c7c27a1e2dcbfafd56';

test.each([{}, { normalization: 'scale' }, { limit: 160 }, { limit: 5000 }])(
  'with %o the fingerprint, and so the keys of trials, is that of former versions',
  (options) => expect(assemble(options).fingerprint).toBe(oldFingerprint),
);

test('a limit draws from what the test split leaves, each class in proportion', () => {
  const options = fc.record({
    limit: fc.integer({ min: 20, max: 159 }),
    validation_fraction: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
  });
  const rest = new Set([...plain.splits.train, ...plain.splits.validation]);
  fc.assert(
    fc.property(options, ({ limit, validation_fraction }) => {
      const { splits, labels } = assemble({ limit, validation_fraction });
      expect(splits.test).toEqual(plain.splits.test);
      const used = [...splits.train, ...splits.validation];
      expect([used.length, new Set(used).size]).toEqual([limit, limit]);
      expect(used.every((index) => rest.has(index))).toBe(true);
      expect(splits.validation).toHaveLength(Math.round(limit * validation_fraction));
      const counts = plain.classNames.map((_, label) => used.filter((index) => labels[index] === label).length);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }),
    { numRuns: 50 },
  );
});

test('the seed of the splits draws what a limit keeps', () => {
  const kept = (split_seed: number) => assemble({ limit: 50, split_seed });
  expect(kept(42).fingerprint).toBe(kept(42).fingerprint);
  expect(kept(42).splits.train).not.toEqual(kept(43).splits.train);
});

test('standardize measures the images that train, also where the train split was changed', () => {
  for (const changes of [{}, { limit: 60 }, { imbalance: { kind: 'step', ratio: 10 } }]) {
    const { normalization, splits, fingerprint } = assemble({ ...changes, normalization: 'standardize' });
    expect(normalization).toEqual(standardize(source, splits.train));
    expect(fingerprint).not.toBe(assemble(changes).fingerprint);
  }
  expect(plain.normalization).toEqual({ mean: [0], deviation: [1] });
});

test.each([{ limit: 9 }, { limit: 20.5 }, { limit: '100' }, { normalization: 'whiten' }, { normalization: true }])(
  'refuses %o',
  (options) => expect(datasetConfigSchema.safeParse({ name: 'glyphs', ...options }).success).toBe(false),
);

test('an option that is left out stays out of the configuration', () => {
  for (const name of ['limit', 'normalization', 'imbalance', 'label_noise']) expect(parse({})).not.toHaveProperty(name);
});

test('a limit that leaves no image to validate on is refused, with its value', () => {
  expect(() => assemble({ limit: 10, validation_fraction: 0.01 })).toThrow(
    expect.objectContaining({ code: 'dataset-too-small', hint: expect.stringContaining('dataset.limit (10)') }),
  );
});
