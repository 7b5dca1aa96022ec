import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const skipped = new Set(['node_modules', 'dist', '.git']);

/**
 * @param {string} start a file or a folder; a missing one has no files
 * @returns {string[]} its files, sorted, without dependencies and build outputs
 */
export function listFiles(start) {
  const stats = statSync(start, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (stats.isFile()) return [start];
  return readdirSync(start, { withFileTypes: true })
    .filter((entry) => !skipped.has(entry.name))
    .flatMap((entry) => listFiles(path.join(start, entry.name)))
    .toSorted();
}

/**
 * @param {string} root paths count relative to this folder
 * @param {readonly string[]} paths files and folders
 * @param {readonly string[]} [facts] anything else that the result depends on
 * @param {(file: string) => boolean} [isInput] leaves files out
 * @returns {string} hash over names and contents
 */
export function fingerprint(root, paths, facts = [], isInput = () => true) {
  const hash = createHash('sha256').update(JSON.stringify(facts));
  for (const file of paths.flatMap((each) => listFiles(path.join(root, each))).filter(isInput)) {
    const content = createHash('sha256').update(readFileSync(file)).digest('hex');
    hash.update(`${path.relative(root, file)}\0${content}\n`);
  }
  return hash.digest('hex');
}
