import { expect, test } from 'vitest';
import { checkDocstrings } from './docstrings.mjs';

test('a docstring says what a thing is; it begins neither with "Of" nor with "What"', () => {
  const text = `${'/**'} Ranks cells. Of two, the first wins. */
${'/**'} Of each cell, the best. */ const a = 1;
// What comes next is a plain comment.
${'/**'}
 * What is left.
 * @returns {number}
 */
${'/**'} Office hours; Whatsoever. */`;
  expect(checkDocstrings('a.ts', text)).toEqual([
    'a.ts:2: "Of each cell, the best.": say what the thing is or does: "Ranks cells by ...", "The seed of ...".',
    'a.ts:4: "What is left.": say what the thing is or does: "Ranks cells by ...", "The seed of ...".',
  ]);
});
