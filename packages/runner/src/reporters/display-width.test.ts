import { expect, test } from 'vitest';
import { displayWidth, endOf, startOf } from './display-width.ts';

test.each([
  ['', 0],
  ['adam', 4],
  ['· ± × ✓ ▁', 9],
  ['漢字', 4],
  ['한글', 4],
  ['ひらがな', 8],
  ['ｱｲｳ', 3],
  // Their script is Common, not Katakana: signs that every other Japanese name has.
  ['データ・セット', 14],
  ['㈱㍿㊙〒', 8],
  ['学習率：０．１', 14],
  ['Ａ', 2],
  ['e\u0301', 1],
  ['é', 1],
  ['🎉', 2],
  ['👨‍👩‍👧', 2],
  ['🇩🇪', 2],
  ['❤️', 2],
  ['❤', 1],
  ['a\u200Bb', 2],
  ['ก\u0E33', 1],
  ['1\uFE0F\u20E3', 2],
  ['\u1100\u1161', 2],
])('%j takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test('a beginning and an end never split a character', () => {
  expect(startOf('漢字', 3)).toBe('漢');
  expect(startOf('データ', 4)).toBe('デー');
  expect(endOf('漢字', 3)).toBe('字');
  expect(startOf('e\u0301e\u0301', 1)).toBe('e\u0301');
  expect(startOf('👨‍👩‍👧x', 1)).toBe('');
});
