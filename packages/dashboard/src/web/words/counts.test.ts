import { expect, test } from 'vitest';
import { outOf } from './counts.ts';

test('a part of a whole', () => {
  expect(outOf(3, 12, 'trial')).toBe('3 of 12 trials');
  expect(outOf(0, 1, 'trial')).toBe('0 of 1 trials');
  expect(outOf(1, 1, 'trial')).toBe('1 trial');
});
