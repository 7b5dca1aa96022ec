import { expect, test } from 'vitest';
import { nameRepeats } from './repeat-names.ts';

test.each([
  [[1], { seeds: 4, folds: null }, 'seed 2'],
  [[1, 3], { seeds: 4, folds: null }, 'seeds 2 and 4'],
  [[0, 1, 4], { seeds: 1, folds: 5 }, 'folds 1, 2 and 5'],
  [[1, 9], { seeds: 2, folds: 5 }, 'runs 1/2 and 2/5'],
  [[0, 1, 2, 3, 4, 5], { seeds: 9, folds: null }, 'seeds 1, 2, 3, 4, 5 and 6'],
  [[0, 1, 2, 3, 4, 5, 6], { seeds: 9, folds: null }, 'seeds 1, 2, 3, 4, 5 and 2 more'],
])('%j of %j: %s', (repeats, plan, name) => {
  expect(nameRepeats(repeats, plan)).toBe(name);
});
