import { expect, test } from 'vitest';
import { checkDocstrings } from './docstrings.mjs';

/** Docstrings are built here, so that this file holds none that the check refuses. */
function docstring(text: string): string {
  return ['/', '**', text, '*/'].join('');
}

test('a docstring says what a thing is; it begins neither with "Of" nor with "What"', () => {
  const text = [
    docstring(' Ranks cells. Of two, the first wins. '),
    `${docstring(' Of each cell, the best. ')} const a = 1;`,
    '// What comes next is a plain comment.',
    docstring('\n * What is left.\n * @returns {number}\n '),
    docstring(' Office hours; Whatsoever. '),
  ].join('\n');
  expect(checkDocstrings('a.ts', text)).toEqual([
    'a.ts:2: "Of each cell, the best.": say what the thing is or does: "Ranks cells by ...", "The seed of ...".',
    'a.ts:4: "What is left.": say what the thing is or does: "Ranks cells by ...", "The seed of ...".',
  ]);
});
