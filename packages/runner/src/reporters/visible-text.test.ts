import { expect, test } from 'vitest';
import { visibleLines, visibleText } from './visible-text.ts';

test.each([
  ['plain text, é, 漢字, 🎉', 'plain text, é, 漢字, 🎉'],
  ['\u001B[31mred', String.raw`\x1b[31mred`],
  ['\u001B]0;title\u0007', String.raw`\x1b]0;title\x07`],
  ['a\rb\nc\td', String.raw`a\rb\nc d`.replace(String.raw`\r`, String.raw`\x0d`)],
  ['\u009B2J\u007F', String.raw`\x9b2J\x7f`],
  ['abc\u202Edef', String.raw`abc\u202edef`],
])('%j is shown as %s', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test('lines and own colors stay where colors are on; nothing else does', () => {
  expect(visibleLines('a\n\u001B[31mb\u001B[39m\u001B[2J', true)).toBe(
    `a\n\u001B[31mb\u001B[39m${String.raw`\x1b[2J`}`,
  );
  expect(visibleLines('a\n\u001B[31mb', false)).toBe(`a\n${String.raw`\x1b[31mb`}`);
});
