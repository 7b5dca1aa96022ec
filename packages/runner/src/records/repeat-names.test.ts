import { expect, test } from 'vitest';
import { nameRepeats } from './repeat-names.ts';

test.each([
  [[1], { repeats: 4, folds: null }, 'seed 2'],
  [[1, 3], { repeats: 4, folds: null }, 'seeds 2 and 4'],
  [[0, 1, 4], { repeats: 5, folds: 5 }, 'folds 1, 2 and 5'],
  [[1, 9], { repeats: 10, folds: 5 }, 'runs 1/2 and 2/5'],
  [[0, 1, 2, 3, 4, 5], { repeats: 9, folds: null }, 'seeds 1, 2, 3, 4, 5 and 6'],
  [[0, 1, 2, 3, 4, 5, 6], { repeats: 9, folds: null }, 'seeds 1, 2, 3, 4, 5 and 2 more'],
])('%j of %j: %s', (repeats, plan, name) => {
  expect(nameRepeats(repeats, plan)).toBe(name);
});
