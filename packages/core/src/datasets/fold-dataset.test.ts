import { expect, test } from 'vitest';
import { tinyDataset } from '../testing/tiny-dataset.ts';
import { foldDataset } from './fold-dataset.ts';

const dataset = tinyDataset(99);
const pool = [...dataset.splits.train, ...dataset.splits.validation];

test.each([2, 5, 66])('the validation parts of %i folds share out the pool, each class evenly', (count) => {
  const folds = Array.from({ length: count }, (_, index) => foldDataset(dataset, { index, count }, 42));
  expect(folds.flatMap(({ splits }) => [...splits.validation]).sort((a, b) => a - b)).toEqual(pool);
  for (const { splits } of folds) {
    expect([...splits.train, ...splits.validation].sort((a, b) => a - b)).toEqual(pool);
    expect(splits.test).toBe(dataset.splits.test);
  }
  for (const label of [0, 1, 2, 3]) {
    const sizes = folds.map(({ splits }) => splits.validation.filter((i) => dataset.labels[i] === label).length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  }
});

test('the seed draws the folds, and more folds than images are refused', () => {
  const fold = (seed: number) => foldDataset(dataset, { index: 1, count: 5 }, seed).splits.validation;
  expect(fold(42)).toEqual(fold(42));
  expect(fold(42)).not.toEqual(fold(43));
  expect(() => foldDataset(dataset, { index: 0, count: 67 }, 42)).toThrow('67 folds of 66 images');
});
