import { expect, test } from 'vitest';
import { grid } from './grid.ts';

test('the last axis varies fastest', () => {
  const axes = [
    { path: 'a', values: [1, 2] },
    { path: 'b', values: ['x', 'y'] },
  ];
  expect([...grid(axes)]).toEqual([
    { a: 1, b: 'x' },
    { a: 1, b: 'y' },
    { a: 2, b: 'x' },
    { a: 2, b: 'y' },
  ]);
});

test('no axis is one cell, an axis without values none', () => {
  expect([...grid([])]).toEqual([{}]);
  expect([...grid([{ path: 'a', values: [] }])]).toEqual([]);
});

test('is lazy: the first cells of a grid that would never end', () => {
  const values = Array.from({ length: 1000 }, (_, i) => i);
  const cells = grid(['a', 'b', 'c', 'd'].map((path) => ({ path, values })));
  expect(cells.next().value).toEqual({ a: 0, b: 0, c: 0, d: 0 });
  expect(cells.next().value).toEqual({ a: 0, b: 0, c: 0, d: 1 });
});

test('twenty thousand axes', () => {
  const axes = Array.from({ length: 20_000 }, (_, i) => ({ path: `a${i}`, values: i === 0 ? [1, 2] : [3] }));
  expect(Array.from(grid(axes), ({ a0, a19999 }) => [a0, a19999])).toEqual([
    [1, 3],
    [2, 3],
  ]);
});
