import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decadeRange, niceRange } from './nice-range.ts';

test('whole steps around the data', () => {
  expect(niceRange(0.71, 0.98)).toEqual({ min: 0.7, max: 1, step: 0.1 });
  expect(niceRange(0, 0.37)).toEqual({ min: 0, max: 0.4, step: 0.1 });
});

test('a bound is never passed', () => {
  const range = niceRange(0.001, 0.999, { floor: 0, ceiling: 1, padding: 0.1 });
  expect(range).toMatchObject({ min: 0, max: 1 });
});

test('a single value stands inside its range', () => {
  for (const value of [0, 0.1, 1e-12, -3, 1e30]) {
    const { min, max } = niceRange(value, value);
    expect(min).toBeLessThan(value);
    expect(max).toBeGreaterThan(value);
  }
});

test('any finite data lies inside a finite range of at most a dozen steps', () => {
  const value = fc.double({ min: -1e300, max: 1e300, noNaN: true });
  fc.assert(
    fc.property(value, value, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const { min, max, step } = niceRange(low, high);
      const slack = Math.max(Math.abs(low), Math.abs(high)) * 1e-8 + step * 1e-6;
      expect(min).toBeLessThanOrEqual(low + slack);
      expect(max).toBeGreaterThanOrEqual(high - slack);
      expect(step).toBeGreaterThan(0);
      expect((max - min) / step).toBeLessThanOrEqual(12);
    }),
  );
});

test('powers of ten around positive data', () => {
  expect(decadeRange(0.003, 4)).toEqual({ min: 0.001, max: 10 });
  expect(decadeRange(1, 1)).toEqual({ min: 1, max: 10 });
  expect(decadeRange(0.001, 1000)).toEqual({ min: 0.001, max: 1000 });
});
