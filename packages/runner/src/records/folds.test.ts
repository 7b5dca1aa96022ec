import { expect, test } from 'vitest';
import { foldsOf } from './folds.ts';

test('the folds of a spec, null where it has none', () => {
  expect(foldsOf({ spec: { name: 'a', repeats: 2, folds: 5 } })).toBe(5);
  expect(foldsOf({ spec: { name: 'a', repeats: 2 } })).toBeNull();
  expect(foldsOf({ spec: null })).toBeNull();
});
