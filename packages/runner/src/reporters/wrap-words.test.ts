import { expect, test } from 'vitest';
import { wrapWords } from './wrap-words.ts';

test.each([
  ['one two three', 7, ['one two', 'three']],
  ['a-word-that-is-longer ends', 5, ['a-word-that-is-longer', 'ends']],
  ['学習率 データ 損失', 9, ['学習率', 'データ', '損失']],
  ['学習率 データ', 13, ['学習率 データ']],
  ['', 5, ['']],
])('%j in %i columns', (text, columns, lines) => {
  expect(wrapWords(text, columns)).toEqual(lines);
});
