import { expect, test } from 'vitest';
import { countOf, joinWords, listFirst } from './index.ts';

test.each([
  [countOf(1, 'trial'), '1 trial'],
  [countOf(0, 'trial'), '0 trials'],
  [countOf(3, 'loss'), '3 losses'],
  [countOf(1200, 'image'), '1,200 images'],
  [countOf(1, 'image was', 'images were'), '1 image was'],
  [countOf(2, 'image was', 'images were'), '2 images were'],
  [joinWords([]), ''],
  [joinWords(['a']), 'a'],
  [joinWords(['a', 'b']), 'a and b'],
  [joinWords(['a', 'b', 'c']), 'a, b and c'],
  [listFirst(['a', 'b'], 2), 'a, b'],
  [listFirst([1, 2, 3, 4], 2), '1, 2, and 2 more'],
  [listFirst(['a', 'b', 'c'], 1, 'kinds'), 'a, and 2 more kinds'],
])('%s', (text, expected) => {
  expect(text).toBe(expected);
});
