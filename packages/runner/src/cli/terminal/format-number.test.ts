import { expect, test } from 'vitest';
import { formatAge, formatCount, formatLargeCount, formatMeanSpread, formatMetric } from './format-number.ts';

test.each([
  [0.96054, '0.9605'],
  [0, '0.0000'],
  [2.71264, '2.7126'],
  [0.0000213, '2.13e-5'],
  [1234.567, '1234.6'],
  [1.5e9, '1.50e9'],
  [Number.NaN, 'NaN'],
  [-Infinity, '-Infinity'],
])('metric %d reads %s', (value, text) => expect(formatMetric(value)).toBe(text));

test('a mean has its spread only when there is one', () => {
  expect(formatMeanSpread({ mean: 0.9605, standardDeviation: 0.00123 })).toBe('0.9605 ± 0.0012');
  expect(formatMeanSpread({ mean: 0.9605, standardDeviation: null })).toBe('0.9605');
});

test.each([
  [-5000, 'now'],
  [59_000, 'now'],
  [5 * 60_000, '5 min ago'],
  [47 * 3_600_000, '47 h ago'],
  [72 * 3_600_000, '3 days ago'],
])('%d ms ago reads %s', (age, text) => expect(formatAge(age)).toBe(text));

test('counts have separators, large ones a unit', () => {
  expect([693_962, 4012.6, Number.NaN].map(formatCount)).toEqual(['693,962', '4,013', 'NaN']);
  expect([7840, 888_192, 49_960_000, 1.24e9].map(formatLargeCount)).toEqual(['7,840', '0.9 M', '50.0 M', '1.2 G']);
});
