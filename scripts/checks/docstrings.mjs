/** The opening of a docstring, up to the end of its first line of text. */
const opening = /\/\*\*[\s*]*([^\n]*)/g;
const riddle = /^(?:Of|What|Whatever|Whoever)\b/;

/**
 * Finds docstrings that begin with "Of" or "What". They describe a thing by its relations, so a reader must guess what it is.
 * @param {string} file relative to the root
 * @param {string} text
 * @returns {string[]} problems
 */
export function checkDocstrings(file, text) {
  return [...text.matchAll(opening)].flatMap(({ index, 1: firstLine = '' }) => {
    if (!riddle.test(firstLine)) return [];
    const line = text.slice(0, index).split('\n').length;
    const quoted = firstLine.replace(/\s*\*\/.*/, '');
    return [`${file}:${line}: "${quoted}": say what the thing is or does: "Ranks cells by ...", "The seed of ...".`];
  });
}
