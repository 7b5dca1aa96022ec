import { expect, test } from 'vitest';
import {
  formatCount,
  formatLearningRate,
  formatMetric,
  formatPercent,
  formatSignificant,
  metricVariants,
  shortenLabel,
  wrapLabel,
} from './format.ts';

test.each([
  [0.97312, '97.3 %'],
  [1, '100.0 %'],
  [-0.00001, '0.0 %'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, '∞'],
  [Number.NEGATIVE_INFINITY, '−∞'],
])('percent of %f is %s', (value, text) => expect(formatPercent(value)).toBe(text));

test.each([
  [0.0001, '1e-4'],
  [0.00025, '2.5e-4'],
  [0.0003, '3e-4'],
  [0.001, '0.001'],
  [0.0015, '0.0015'],
  [0.1 + 0.2, '0.3'],
  [1, '1'],
  [10_000, '1e4'],
  [0, '0'],
])('learning rate %f is %s', (value, text) => expect(formatLearningRate(value)).toBe(text));

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

test('a metric reads by its kind', () => {
  expect(formatMetric(0.97312, 'share')).toBe('97.31 %');
  expect(formatMetric(0.0912345, 'loss')).toBe('0.09123');
  expect(formatMetric(61, 'seconds')).toBe('1 min 1 s');
  expect(formatMetric(Number.POSITIVE_INFINITY, 'seconds')).toBe('∞');
  expect(formatMetric(12_345, 'count')).toBe('12k');
});

test('variants never grow, and non-finite values are named in all of them', () => {
  expect(metricVariants(0.97312, 'share')).toEqual(['97.3 %', '97.3', '97']);
  expect(metricVariants(Number.NaN, 'share')).toEqual(['NaN']);
  expect(metricVariants(Number.POSITIVE_INFINITY, 'loss')).toEqual(['∞', '∞']);
});

test('a label is shortened in its middle and never longer than asked', () => {
  expect(shortenLabel('adam', 8)).toBe('adam');
  const short = shortenLabel('categorical-cross-entropy-label-smoothing-0.1', 16);
  expect(short).toHaveLength(16);
  expect(short).toMatch(/^categori…ing-0\.1$/);
  expect(shortenLabel('😀😀😀😀', 3)).toBe('😀…😀');
});

test('a label breaks after its separators', () => {
  expect(wrapLabel('momentum 0.9, nesterov', 14, 3)).toEqual(['momentum 0.9,', 'nesterov']);
  expect(wrapLabel('cross-entropy', 20, 3)).toEqual(['cross-entropy']);
  expect(wrapLabel('cross-entropy', 8, 3)).toEqual(['cross-', 'entropy']);
  expect(wrapLabel('', 8, 3)).toEqual(['']);
});

test('what does not fit into the lines is shortened in the last one', () => {
  const lines = wrapLabel('categorical-cross-entropy-with-label-smoothing-0.1', 18, 2);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toBe('categorical-cross-');
  expect(lines[1]).toHaveLength(18);
  expect(lines[1]).toMatch(/^entropy-.*…/);
});
