import { resolve } from 'node:path';
import { isScalar } from 'yaml';
import { dataPathOptions } from './data-paths.ts';
import { nodeAt, type SweepDocument } from './sweep-document.ts';
import { writtenPlaces } from './written-places.ts';

/** Options that name a file or a folder; a URL stays as it is. */
const pathOptions = [
  ...dataPathOptions.map((option) => ['dataset', option] as const),
  ['loss', 'module'],
  ['optimizer', 'module'],
  ['model', 'path'],
] as const;

/**
 * Makes the paths of data, modules and pretrained models absolute: from the folder of the file that wrote them, or where `--set` did, the
 * current one.
 */
export function resolvePaths(
  sweep: SweepDocument,
  directories: { readonly file: string; readonly current: string },
): void {
  for (const path of pathOptions.flatMap(([part, option]) => writtenPlaces(sweep, part, option))) {
    const { node, isExact } = nodeAt(sweep, path);
    if (!isExact || !isScalar(node) || typeof node.value !== 'string' || node.value === '') continue;
    if (/^https?:\/\//.test(node.value)) continue;
    const base = sweep.overrides.has(node) ? directories.current : directories.file;
    node.value = resolve(base, node.value);
  }
}
