import { expect, test } from 'vitest';
import { markdownTable, terminalTable } from './table.ts';

const table = {
  header: ['case', 'ms'],
  rows: [
    ['seed, batch 32', '5.1'],
    ['a|b', '12.25'],
  ],
};

test('names stand to the left, figures to the right', () => {
  expect(terminalTable(table)).toBe(
    ['case                ms', 'seed, batch 32     5.1', 'a|b              12.25'].join('\n'),
  );
});

test('a bar within a cell does not end it in Markdown', () => {
  expect(markdownTable(table)).toBe(
    [
      '| case           |    ms |',
      '| -------------- | ----: |',
      '| seed, batch 32 |   5.1 |',
      '| a\\|b           | 12.25 |',
    ].join('\n'),
  );
});
