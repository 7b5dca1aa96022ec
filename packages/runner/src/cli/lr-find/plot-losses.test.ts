import type { RangePoint, RangeSummary } from '@sweepdeck/core/training';
import { expect, test } from 'vitest';
import { formatRate } from './format-rate.ts';
import { plotLosses } from './plot-losses.ts';

function curve(losses: readonly number[]): RangePoint[] {
  return losses.map((loss, i) => ({ step: i + 1, learningRate: 10 ** (i - 4), loss, smoothedLoss: loss }));
}
const size = { columns: 40, rows: 4 };
const nothing: RangeSummary = { suggestedRate: null, usableRates: null, ending: 'reached-the-end' };

test('the curve falls from the left to the right, between its labels', () => {
  const lines = plotLosses(curve([4, 3, 2, 1]), nothing, size);
  expect(lines).toHaveLength(6);
  expect(lines[0]).toMatch(/^ +4\.000 │/u);
  expect(lines[3]).toMatch(/^ +1\.000 │/u);
  // Each row holds a later part of the falling line.
  const starts = lines.slice(0, 4).map((line) => line.search(/[\u2801-\u28ff]/u));
  expect(starts).toEqual([...starts].sort((a, b) => a - b));
  expect(new Set(starts).size).toBe(4);
  expect(lines[5]).toMatch(/^ +0\.0001 +0\.001 +0\.01 +0\.1$/u);
});

test('the usable range and the suggested rate are marked below their columns', () => {
  const usableRates = { from: 1e-3, to: 1e-2 };
  const lines = plotLosses(curve([4, 3, 2, 1]), { ...nothing, suggestedRate: 1e-2, usableRates }, size);
  const axis = lines[4] ?? '';
  const column = (line: string, text: string): number => line.indexOf(text);
  expect(axis).toMatch(/└─+━+▲─+$/u);
  expect(Math.abs(column(axis, '▲') - column(lines[5] ?? '', '0.01 ') - 2)).toBeLessThanOrEqual(1);
});

test('what blew up is cut off, so that the fall stays visible', () => {
  const lines = plotLosses(curve([2, 2, 1, 2, 1e6, Infinity]), nothing, size);
  expect(lines[0]).toMatch(/^ +2\.500 │/u);
});

test('a flat curve runs through the middle, and fewer than two points give no plot', () => {
  const lines = plotLosses(curve([1, 1, 1]), nothing, { columns: 40, rows: 3 });
  expect(
    lines
      .slice(0, 3)
      .map((line) => /[\u2801-\u28ff]/u.test(line))
      .filter(Boolean),
  ).toHaveLength(1);
  expect(plotLosses(curve([1]), nothing, size)).toEqual([]);
  expect(plotLosses(curve([Number.NaN, Number.NaN]), nothing, size)).toEqual([]);
});

test.each([
  [0.000_123, '0.00012'],
  [0.00004, '4e-5'],
  [0.021, '0.021'],
  [1, '1'],
  [12_345, '1.2e4'],
])('%d reads %s', (rate, text) => {
  expect(formatRate(rate)).toBe(text);
});
