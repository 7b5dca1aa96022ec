import { expect, test } from 'vitest';
import { mean, median, quantile, standardDeviation, summarize } from './index.ts';

test('mean of a worked example', () => {
  expect(mean([2, 4, 4, 4, 5, 5, 7, 9])).toBe(5);
});

test('mean of equal values is exactly that value', () => {
  // A plain sum gives 0.10000000000000002.
  expect(mean([0.1, 0.1, 0.1])).toBe(0.1);
});

test('mean does not depend on the order of the values', () => {
  const values = [0.9605, 0.9612, 0.9588, 1e-9, 0.3];
  expect(mean(values.toReversed())).toBe(mean(values));
});

test('mean keeps the small parts of large values', () => {
  expect(mean([1e15, 1e15 + 1, 1e15 + 3])).toBe(1e15 + 4 / 3);
});

test('mean passes on NaN and infinities, and has none for an empty list', () => {
  expect(mean([1, Number.NaN])).toBeNaN();
  expect(mean([1, Infinity])).toBe(Infinity);
  expect(mean([-Infinity, Infinity])).toBeNaN();
  expect(mean([])).toBeNaN();
});

test('standard deviation of a worked example', () => {
  // Squared deviations from 5: 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32; 32 / 7.
  expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7), 14);
});

test('standard deviation needs two values', () => {
  expect(standardDeviation([])).toBeNull();
  expect(standardDeviation([0.5])).toBeNull();
  expect(standardDeviation([0.5, 0.5])).toBe(0);
});

test('standard deviation does not cancel beside a large mean', () => {
  // The textbook formula `mean of squares - square of mean` gives 0 or a negative variance here.
  expect(standardDeviation([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])).toBeCloseTo(Math.sqrt(30), 12);
});

test('quantiles of a worked example, as R type 7 and NumPy give them', () => {
  const values = [15, 50, 20, 40, 35];
  expect(quantile(values, 0)).toBe(15);
  expect(quantile(values, 0.4)).toBeCloseTo(29, 12);
  expect(quantile(values, 1)).toBe(50);
  expect(values).toEqual([15, 50, 20, 40, 35]);
});

test('median of odd, even and no values', () => {
  expect(median([9, 1, 4])).toBe(4);
  expect(median([9, 1, 4, 6])).toBe(5);
  expect(median([])).toBeNaN();
  expect(median([Infinity, Infinity])).toBe(Infinity);
});

test('a probability outside 0..1 is refused', () => {
  expect(() => quantile([1], 1.1)).toThrow(RangeError);
  expect(() => quantile([1], Number.NaN)).toThrow(RangeError);
});

test('summarize gathers count, mean, spread and range', () => {
  expect(summarize([3, 1, 2])).toEqual({ count: 3, mean: 2, standardDeviation: 1, min: 1, max: 3 });
  expect(summarize([7])).toEqual({ count: 1, mean: 7, standardDeviation: null, min: 7, max: 7 });
  expect(summarize([])).toBeNull();
});
