import { expect, test } from 'vitest';
import { compareByGoal } from './compare-by-goal.ts';

const values = [0.5, Number.NaN, Number.NEGATIVE_INFINITY, 0.9, Number.POSITIVE_INFINITY, 0.5];

test('the best come first in either direction, NaN last', () => {
  expect(values.toSorted(compareByGoal('maximize'))).toEqual([Infinity, 0.9, 0.5, 0.5, -Infinity, Number.NaN]);
  expect(values.toSorted(compareByGoal('minimize'))).toEqual([-Infinity, 0.5, 0.5, 0.9, Infinity, Number.NaN]);
});
