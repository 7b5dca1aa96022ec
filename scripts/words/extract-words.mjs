/** @typedef {{ readonly line: number, readonly text: string, readonly kind: 'text' | 'comment' }} Words */

/** Attributes of elements whose values nobody reads. */
const silentAttributes = new Set(['class', 'className', 'style', 'd', 'viewBox', 'points', 'transform', 'rel', 'type']);

/** Statements of the store; the database reference prints them. */
const sql = /^\s*(?:CREATE|SELECT|INSERT|UPDATE|DELETE|ALTER|DROP|PRAGMA|WITH|ORDER BY|LEFT JOIN)\b/;

/** Requires at least two words, so that names, keys and codes are left out. */
const isProse = (/** @type {string} */ text) => /\p{L}[\p{L}'’]*[,.:;!?)]*\s+[(]?\p{L}/u.test(text) && !sql.test(text);

/**
 * Finds what a person may read in a TypeScript source: texts of more than one word (`…` stands for a value that is put in),
 * the text of elements, and comments.
 * @param {import('vite').ParseResult['program']} program
 * @param {readonly { value: string, start: number }[]} comments
 * @param {string} source
 * @returns {Words[]} in the order of the file
 */
export function extractWords(program, comments, source) {
  /** @type {(Words & { start: number })[]} */
  const found = [];
  const lineAt = (/** @type {number} */ offset) => source.slice(0, offset).split('\n').length;
  const add = (/** @type {number} */ start, /** @type {string} */ raw, /** @type {Words['kind']} */ kind) => {
    const text = raw.replaceAll(/\s+/g, ' ').trim();
    if (kind === 'comment' ? /\p{L}/u.test(text) : isProse(text))
      found.push({ start, line: lineAt(start), text, kind });
  };

  /** @param {any} node */
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null || typeof node.type !== 'string') return;
    if (/^(?:Import|Export(?:All|Named))Declaration$/.test(node.type) && node.source) return;
    if (node.type === 'JSXAttribute' && silentAttributes.has(node.name?.name)) return;
    if (node.type === 'TSLiteralType') return;
    if (node.type === 'Literal' && typeof node.value === 'string') add(node.start, node.value, 'text');
    else if (node.type === 'JSXText') add(node.start, node.value, 'text');
    else if (node.type === 'TemplateLiteral')
      add(node.start, node.quasis.map((/** @type {any} */ part) => part.value.cooked ?? '').join('…'), 'text');
    for (const [key, child] of Object.entries(node)) if (key !== 'type') visit(child);
  };
  visit(program.body);
  for (const { value, start } of comments) add(start, value.replaceAll(/^\s*\*+ ?/gm, ''), 'comment');
  return found.toSorted((a, b) => a.start - b.start).map(({ line, text, kind }) => ({ line, text, kind }));
}
