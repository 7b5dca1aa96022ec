import { expect, test } from 'vitest';
import { describeBar, holds, verdict } from './bar.ts';

test.each([
  [1.25, { atLeast: 1.25 }, true],
  [1.2499, { atLeast: 1.25 }, false],
  [Number.NaN, { atLeast: 1.25 }, false],
  [1999, { below: 2000 }, true],
  [2000, { below: 2000 }, false],
  [Number.NaN, { below: 2000 }, false],
])('%s against %o: %s', (value, bar, expected) => {
  expect(holds(value, bar)).toBe(expected);
});

test('a figure or a bar that is missing is neither reached nor missed', () => {
  expect(verdict(2, { atLeast: 1 })).toBe('holds');
  expect(verdict(0.5, { atLeast: 1 })).toBe('does not hold');
  expect(verdict(null, { atLeast: 1 })).toBe('not measured');
  expect(verdict(2, null)).toBe('no bar');
});

test('a bar in words', () => {
  expect([describeBar({ atLeast: 1.1 }), describeBar({ below: 10 })]).toEqual(['>= 1.1', '< 10']);
});
