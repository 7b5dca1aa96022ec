// Results must be the same bits in every JavaScript engine, and only these functions of Math are.
const exact = new Set(
  'abs ceil clz32 floor fround imul max min round sign sqrt trunc E LN2 LN10 LOG2E LOG10E PI SQRT1_2 SQRT2'.split(' '),
);

/** Sources that affect results. Statistics are for display, and tests compare with JavaScript's own functions. */
const decides = /^packages\/core\/src\/(?!statistics\/|testing\/|engines\/wasm\/properties\/).*(?<!\.test)\.ts$/;

/**
 * @param {string} text
 * @returns {string} the same lines without comments and string literals
 */
function codeOf(text) {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, (match) =>
    match.replaceAll(/[^\n]/g, ' '),
  );
}

/**
 * @param {string} file relative to the root, with slashes
 * @param {string} text
 * @returns {string[]} one sentence for each use of a function of Math, or of `**`, that may differ between engines
 */
export function checkPortableMath(file, text) {
  if (!decides.test(file)) return [];
  return codeOf(text)
    .split('\n')
    .flatMap((line, i) => {
      const at = `${file}:${i + 1}:`;
      const use = (/** @type {string} */ what) =>
        `${at} ${what} differs between JavaScript engines; use core/src/portable-math`;
      const found = [...line.matchAll(/\bMath\b(?:\.(\w+))?/g)]
        .filter(([, name]) => name === undefined || !exact.has(name))
        .map(([whole]) => use(whole));
      // A power of two is exact everywhere.
      if (/(?<!(?<![\w.])2 )\*\*/.test(line)) found.push(use('**'));
      return found;
    });
}
