/**
 * The oldest supported release of each line of Node.js; newer lines work too. 22.14 is the first release with
 * Node-API 10, which SQLite needs. A test compares the list with `engines` in every package.json.
 */
export const oldestReleases = ['20.19.0', '22.14.0', '24.0.0'];

/**
 * @param {string} version such as "20.19.0" or "v22.1.0"
 * @returns {[major: number, minor: number]}
 */
function parse(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split(/[.-]/, 2).map(Number);
  return [major, minor];
}

/**
 * @param {string} version of the running Node
 *
 * @returns {string | undefined} one sentence for the user when Sweepdeck cannot run on this version
 */
export function describeUnfitNode(version) {
  const [major, minor] = parse(version);
  const oldest = oldestReleases.map(parse);
  const isFit =
    major > Math.max(...oldest.map(([line]) => line)) ||
    oldest.some(([line, oldestMinor]) => line === major && minor >= oldestMinor);
  if (isFit) return undefined;
  const lines = oldest.map(([line, oldestMinor]) => `${line}.${oldestMinor}`);
  return `Sweepdeck needs Node.js ${lines.slice(0, -1).join(', ')} or ${lines.at(-1)}, or newer; this is ${version}. Get it from https://nodejs.org`;
}
