import { expect, test } from 'vitest';
import { sortClassRows, toClassRows } from './class-rows.ts';

const rows = toClassRows(
  [
    [8, 2, 0],
    [1, 4, 0],
    [0, 0, 0],
  ],
  ['cat', 'dog', 'fox'],
);
const order = (sort: string) => sortClassRows(rows, sort).map(({ name }) => name);

test('a class without images or predictions has no scores', () => {
  expect(rows[0]).toEqual({ place: 0, name: 'cat', precision: 8 / 9, recall: 0.8, f1: 16 / 19, images: 10 });
  expect(rows[2]).toEqual({ place: 2, name: 'fox', precision: null, recall: null, f1: null, images: 0 });
  expect(toClassRows([[1]], null)[0]?.name).toBe('0');
});

test('sorts by any column, rows without a value last', () => {
  expect(order('place')).toEqual(['cat', 'dog', 'fox']);
  expect(order('f1')).toEqual(['dog', 'cat', 'fox']);
  expect(order('-f1')).toEqual(['cat', 'dog', 'fox']);
  expect(order('-images')).toEqual(['cat', 'dog', 'fox']);
  expect(order('nonsense')).toEqual(['cat', 'dog', 'fox']);
});
