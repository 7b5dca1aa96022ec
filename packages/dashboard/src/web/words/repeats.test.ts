import { expect, test } from 'vitest';
import { describeRepeats, repeatName, repeatNoun, repeatPlace } from './repeats.ts';

test.each([
  ['seeds', { repeats: 3, folds: null }, 'seed', '3 seeds', 'seed 2', 'seed 2 of 3'],
  ['folds', { repeats: 5, folds: 5 }, 'fold', '5 folds', 'fold 2', 'fold 2 of 5'],
  [
    'seeds and folds',
    { repeats: 6, folds: 3 },
    'run',
    '2 seeds × 3 folds',
    'seed 1 fold 2',
    'seed 1 of 2, fold 2 of 3',
  ],
] as const)('%s', (_, sweep, noun, described, name, place) => {
  expect(repeatNoun(sweep)).toBe(noun);
  expect(describeRepeats(sweep)).toBe(described);
  expect(repeatName(1, sweep)).toBe(name);
  expect(repeatPlace(1, sweep)).toBe(place);
});

test('the folds of the second seed come after all of the first', () => {
  const names = [2, 3, 5].map((repeat) => repeatName(repeat, { repeats: 6, folds: 3 }));
  expect(names).toEqual(['seed 1 fold 3', 'seed 2 fold 1', 'seed 2 fold 3']);
});
