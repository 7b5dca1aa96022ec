import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { extractWords } from './extract-words.mjs';

const source = `import { a } from './two words.ts';
/**
 * Ranks cells.
 */
export const b = new Error(\`the cell \${a} is\\nworse\`);
const sql = 'SELECT id FROM trial WHERE id = 1';
type Kind = 'not read';
export const c = <p class="left column" title="Best first">Nothing yet: {b}</p>; // why not
const key = 'single';
`;

test('finds texts, elements and comments with their lines; leaves out names, imports, SQL, types and styles', () => {
  const { program, comments } = parseSync('x.tsx', source);
  expect(extractWords(program, comments, source)).toEqual([
    { line: 2, text: 'Ranks cells.', kind: 'comment' },
    { line: 5, text: 'the cell … is worse', kind: 'text' },
    { line: 8, text: 'Best first', kind: 'text' },
    { line: 8, text: 'Nothing yet:', kind: 'text' },
    { line: 8, text: 'why not', kind: 'comment' },
  ]);
});
