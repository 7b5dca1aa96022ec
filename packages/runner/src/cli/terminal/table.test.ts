import { expect, test } from 'vitest';
import { formatTable } from './table.ts';

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

const labels = [
  { title: 'loss', minWidth: 8 },
  { title: 'label_smoothing', minWidth: 6, align: 'right' as const },
];

test('rows that differ never look the same, and numbers stay whole', () => {
  const table = [
    ['cross-entropy(label_smoothing=0.1)', '0.00031622776'],
    ['cross-entropy(label_smoothing=0.2)', '1e-5'],
  ];
  const [titles, ...lines] = formatTable(labels, table, { columns: 27 }).split('\n');
  expect(titles).toBe('loss          label_smooth…');
  expect(lines).toEqual(['cross-e…0.1)  0.00031622776', 'cross-e…0.2)           1e-5']);
  for (const width of [10, 20, 30, 40, 60])
    expect(new Set(formatTable(labels, table, { columns: width }).split('\n')).size).toBe(3);
});

test('nothing is cut without a width', () => {
  const long = 'x'.repeat(300);
  expect(formatTable(labels, [[long, '1']], { columns: Number.POSITIVE_INFINITY })).toContain(long);
});

test('wide characters and marks keep the columns aligned', () => {
  const table = [
    ['漢字', '1'],
    ['e\u0301', '2'],
    ['🎉', '3'],
    ['データ', '4'],
  ];
  expect(formatTable([{ title: 'name' }, { title: 'n' }], table, { columns: 80 })).toBe(
    ['name    n', '漢字    1', 'e\u0301       2', '🎉      3', 'データ  4'].join('\n'),
  );
});

test('control characters in a cell are written out', () => {
  expect(formatTable([{ title: 'name' }], [['\u001B[2Jx\ny']], { columns: 80 })).toBe(String.raw`name
\x1b[2Jx\ny`);
});
