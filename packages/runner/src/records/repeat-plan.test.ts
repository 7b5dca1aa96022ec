import { expect, test } from 'vitest';
import { countRuns, placeOfRepeat, repeatPlanOf } from './repeat-plan.ts';

test.each([
  [
    { repeats: 3, folds: null },
    { seeds: 3, folds: null },
  ],
  [
    { repeats: 5, folds: 5 },
    { seeds: 1, folds: 5 },
  ],
  [
    { repeats: 10, folds: 5 },
    { seeds: 2, folds: 5 },
  ],
])('stored counts %j are the plan %j, and back', (counts, plan) => {
  expect(repeatPlanOf(counts)).toEqual(plan);
  expect(countRuns(plan)).toBe(counts.repeats);
});

test('each repeat has a place of its own, the folds of a seed in turn', () => {
  const plan = { seeds: 2, folds: 3 };
  const places = Array.from({ length: countRuns(plan) }, (_, repeat) => placeOfRepeat(repeat, plan));
  expect(places.map(({ seed, fold }) => `${seed} ${fold}`)).toEqual(['0 0', '0 1', '0 2', '1 0', '1 1', '1 2']);
});

test('without folds a repeat is a seed', () => {
  expect(placeOfRepeat(3, { folds: null })).toEqual({ seed: 3, fold: null });
});
