/** Kept in step with `engines` in package.json by a test. */
export const minimumNode = '20.19.0';

/**
 * @param {string} version such as "20.19.0" or "v22.1.0"
 * @returns {number[]}
 */
function parse(version) {
  return version.replace(/^v/, '').split(/[.-]/, 3).map(Number);
}

/**
 * @param {string} version of the running Node
 * @param {string} minimum
 * @returns {string | undefined} one sentence for the user when it is too old
 */
export function describeOldNode(version, minimum = minimumNode) {
  const seen = parse(version);
  const wanted = parse(minimum);
  for (const [index, part] of wanted.entries()) {
    const own = seen[index] ?? 0;
    if (own > part) return undefined;
    if (own < part)
      return `Sweepdeck needs Node.js ${minimum} or newer; this is ${version}. Get it from https://nodejs.org`;
  }
  return undefined;
}
