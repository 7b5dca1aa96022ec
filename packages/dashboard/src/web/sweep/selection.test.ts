import { expect, test } from 'vitest';
import { sampleRow } from '../testing/sample-row.ts';
import { assignColors, describeUndrawn, maxSelected, readSelectedCells, toggleCell } from './selection.ts';

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

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((cell, place) => ({
  ...sampleRow(cell, { rank: place + 1, mean: 1 - place / 10 }),
  trialIds: [place + 1],
}));

test('without a choice the best five of the shown cells are drawn', () => {
  expect(readSelectedCells(new URLSearchParams(), rows, rows).cells).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(readSelectedCells(new URLSearchParams(), rows, rows.slice(4)).cells).toEqual(['e', 'f', 'g']);
});

test('what was chosen stays chosen where a filter hides it', () => {
  expect(readSelectedCells(new URLSearchParams('cells=1,7'), rows, rows.slice(4)).cells).toEqual(['a', 'g']);
});

test('an address of too many cells says how many are drawn, one of unknown cells that they are unknown', () => {
  const many = Array.from({ length: 20 }, (_, place) => ({
    ...sampleRow(`cell ${place}`, { rank: place + 1, mean: 1 - place / 20 }),
    trialIds: [place + 1],
  }));
  const read = (text: string) => {
    const { cells, ...counts } = readSelectedCells(new URLSearchParams({ cells: text }), many, many);
    return [cells.length, describeUndrawn({ dropped: null, ...counts })];
  };
  const first = (count: number) => Array.from({ length: count }, (_, place) => place + 1).join(',');
  expect(read(first(16))).toEqual([16, '']);
  expect(read(first(20))).toEqual([
    16,
    'At most 16 cells are drawn: the first 16 of the 20 in the address are ticked.',
  ]);
  expect(read('1,999,x')).toEqual([1, 'The address names 2 cells that this sweep does not have.']);
  expect(read('1,1,')).toEqual([1, '']);
  expect(read('none')).toEqual([0, '']);
});

test('a tick beyond the most that are drawn pushes out the first, and says which', () => {
  const full = Array.from({ length: maxSelected }, (_, place) => `cell ${place}`);
  const { cells, dropped } = toggleCell(full, 'new');
  expect(dropped).toBe('cell 0');
  expect(cells).toEqual([...full.slice(1), 'new']);
  expect(toggleCell(full.slice(1), 'new').dropped).toBeNull();
  expect(toggleCell(full, 'cell 3')).toEqual({ cells: full.filter((cell) => cell !== 'cell 3'), dropped: null });
});
