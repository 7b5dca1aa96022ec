import { expect, test } from 'vitest';
import { printedLines } from './printed-lines.ts';

const printed = (head: string, changes: object = {}) => ({
  head,
  tail: '',
  omittedBytes: 0,
  bytes: head.length,
  lines: head.split('\n').length - 1,
  ...changes,
});

test('lines come without escape sequences, each redraw of a progress bar by itself', () => {
  const escape = '\u001b';
  const text = `${escape}[31mred${escape}[0m ${escape}]8;;http://a${escape}\\link${escape}]8;;${escape}\\\r\n10%\r20%\n\nend`;
  expect(printedLines(printed(text))).toEqual(['red link', '10%', '20%', '', 'end']);
});

test('what was left out is told between head and tail', () => {
  expect(printedLines(printed('a\n', { tail: 'z\n', omittedBytes: 1_234_567, lines: 90_000 }))).toEqual([
    'a',
    '… 1,234,567 bytes left out …',
    'z',
  ]);
});

test('only the last lines are given where there are more than wanted, with the number of the others', () => {
  expect(printedLines(printed('a\nb\nc\n'), 3)).toEqual(['a', 'b', 'c']);
  expect(printedLines(printed('a\nb\nc\n'), 2)).toEqual(['… 1 line before these', 'b', 'c']);
  const long = printed('a\n', { tail: 'y\nz\n', omittedBytes: 1_000_000, lines: 90_000 });
  expect(printedLines(long, 1)).toEqual(['… 89,999 lines before these', 'z']);
});
