import { expect, test } from 'vitest';
import { assignColors } from './selection.ts';

test('a chosen cell keeps its colour however the order changes', () => {
  const first = assignColors(['a', 'b', 'c'], new Map());
  const second = assignColors(['c', 'a', 'b'], first);
  expect([second.get('a'), second.get('b'), second.get('c')]).toEqual([0, 1, 2]);
});

test('a new cell takes the first free colour', () => {
  const first = assignColors(['a', 'b', 'c'], new Map());
  expect([...assignColors(['d', 'a', 'c'], first)]).toEqual([
    ['d', 1],
    ['a', 0],
    ['c', 2],
  ]);
});
