import { expect, test } from 'vitest';
import { compareByGoal, isBetter, worstValue, type Goal } from './goal.ts';

test.each([
  ['maximize', 0.9, 0.8, true],
  ['maximize', 0.8, 0.8, false],
  ['minimize', 0.2, 0.3, true],
  ['minimize', 0.3, 0.2, false],
  ['maximize', Number.NaN, 0.5, false],
  ['minimize', 0.5, Number.NaN, false],
] as const)('%s: %d is better than %d: %s', (goal, value, other, expected) => {
  expect(isBetter(goal, value, other)).toBe(expected);
});

test('a margin must be exceeded', () => {
  expect(isBetter('maximize', 0.75, 0.5, 0.25)).toBe(false);
  expect(isBetter('maximize', 0.76, 0.5, 0.25)).toBe(true);
  expect(isBetter('minimize', 0.25, 0.5, 0.25)).toBe(false);
  expect(isBetter('minimize', 0.24, 0.5, 0.25)).toBe(true);
});

test('the best is sorted to the front in either direction, NaN to the end', () => {
  const values = [0.5, Number.NaN, -Infinity, 0.9, Infinity, 0.5];
  const sorted = (goal: Goal): number[] => values.toSorted((a, b) => compareByGoal(goal, a, b));
  expect(sorted('maximize')).toEqual([Infinity, 0.9, 0.5, 0.5, -Infinity, Number.NaN]);
  expect(sorted('minimize')).toEqual([-Infinity, 0.5, 0.5, 0.9, Infinity, Number.NaN]);
});

test('every number is better than the worst value', () => {
  expect(isBetter('maximize', -1e308, worstValue.maximize)).toBe(true);
  expect(isBetter('minimize', 1e308, worstValue.minimize)).toBe(true);
});
