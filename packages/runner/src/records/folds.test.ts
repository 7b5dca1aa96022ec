import { expect, test } from 'vitest';
import { foldsOf, repeatPlanOfSweep } from './folds.ts';

test('the folds of a spec, null where it has none', () => {
  expect(foldsOf({ spec: { name: 'a', repeats: 2, folds: 5 } })).toBe(5);
  expect(foldsOf({ spec: { name: 'a', repeats: 2 } })).toBeNull();
  expect(foldsOf({ spec: null })).toBeNull();
});

test('a stored sweep counts seeds times folds as its repeats, while its spec names the seeds', () => {
  expect(repeatPlanOfSweep({ repeats: 10, spec: { repeats: 2, folds: 5 } })).toEqual({ seeds: 2, folds: 5 });
  expect(repeatPlanOfSweep({ repeats: 2, spec: { repeats: 2 } })).toEqual({ seeds: 2, folds: null });
});
