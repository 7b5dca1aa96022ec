import { cellLabel } from '@sweepdeck/runner/records';
import { expect, test } from 'vitest';
import { formatCount, formatLearningRate, formatPercent, formatRoughRate, formatSignificant } from './numbers.ts';

test.each([
  [0.97312, '97.3 %'],
  [1, '100.0 %'],
  [-0.00001, '0.0 %'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, '∞'],
  [Number.NEGATIVE_INFINITY, '−∞'],
])('percent of %f is %s', (value, text) => expect(formatPercent(value)).toBe(text));

test.each([
  [0.000_012_345, '1.23e-5'],
  [0.0001, '0.0001'],
  [0.00025, '0.00025'],
  [0.001, '0.001'],
  [0.0015, '0.0015'],
  [0.1 + 0.2, '0.3'],
  [1, '1'],
  [10_000, '10000'],
  [1e7, '1e7'],
  [Number.NaN, 'NaN'],
  [0, '0'],
])('learning rate %f is %s', (value, text) => expect(formatLearningRate(value)).toBe(text));

test.each([0.1, 0.001, 0.0001, 0.00003, 1e-6])('the rate %f reads the same on an axis and in a title', (rate) => {
  expect(formatLearningRate(rate)).toBe(cellLabel({ learning_rate: rate }));
});

test('a rough rate has two digits', () => expect(formatRoughRate(0.001_06)).toBe('0.0011'));

test.each([
  [0.0273456, '0.0273'],
  [2.5, '2.50'],
  [123.456, '123'],
  [-0.5, '−0.500'],
  [3.14e-7, '3.14e-7'],
  [1e38, '1e38'],
  [0, '0'],
])('%f in three digits is %s', (value, text) => expect(formatSignificant(value)).toBe(text));

test.each([
  [12, '12'],
  [9999, '9999'],
  [9999.5, '10k'],
  [12_345, '12k'],
  [999_600, '1.0M'],
  [1_234_567, '1.2M'],
])('count %f is %s', (count, text) => expect(formatCount(count)).toBe(text));
