import { expect, test } from 'vitest';
import { formatTable, truncate } from './table.ts';

const columns = [
  { title: 'name', minWidth: 6 },
  { title: 'score', align: 'right' as const },
  { title: 'extra', dropOrder: 1 },
];
const rows = [
  ['a', '0.95', 'one'],
  ['a-very-long-name', '10.5', 'two'],
];

test('columns are aligned, numbers to the right, without trailing blanks', () => {
  expect(formatTable(columns, rows, { columns: 80 })).toBe(
    ['name              score  extra', 'a                  0.95  one', 'a-very-long-name   10.5  two'].join('\n'),
  );
});

test('long texts are cut before they wrap', () => {
  expect(formatTable(columns, rows, { columns: 24 })).toBe(
    ['name        score  extra', 'a            0.95  one', 'a-very-lo…   10.5  two'].join('\n'),
  );
});

test('less important columns go when cutting is not enough', () => {
  expect(formatTable(columns, rows, { columns: 15 })).toBe(
    ['name      score', 'a          0.95', 'a-very-…   10.5'].join('\n'),
  );
});

test('a column without text is left out', () => {
  expect(formatTable(columns, [['a', '1', '']], { columns: 80 })).toBe('name  score\na         1');
});

test('colors do not disturb the alignment', () => {
  const paint = (text: string) => `<${text}>`;
  expect(formatTable(columns, [[{ text: 'a', paint }, { text: '1', paint }, 'x']], { columns: 80 })).toBe(
    'name  score  extra\n<a>         <1>  x',
  );
});

test('a table without rows is its titles', () => {
  expect(formatTable(columns, [], { columns: 80 })).toBe('name  score  extra');
});

test('truncate keeps what fits', () => {
  expect(truncate('abc', 3)).toBe('abc');
  expect(truncate('abcd', 3)).toBe('ab…');
});
