import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fingerprint, listFiles } from '../setup/fingerprint.mjs';

const isSource = (/** @type {string} */ file) => file.endsWith('.ts');

/**
 * @param {string} folder holds the kernels' sources, in folders by family
 * @param {readonly string[]} facts what else the compiled module depends on
 * @returns {string} hash over names and contents of all sources
 */
export function sourcesHash(folder, facts) {
  return fingerprint(folder, ['.'], facts, isSource);
}

/**
 * @param {string} folder
 * @returns {Map<string, string>} text of each source by its path in the folder, with slashes
 */
export function readSources(folder) {
  const files = listFiles(folder).filter(isSource);
  return new Map(
    files.map((file) => [path.relative(folder, file).split(path.sep).join('/'), readFileSync(file, 'utf8')]),
  );
}
