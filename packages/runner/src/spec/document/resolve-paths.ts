import { resolve } from 'node:path';
import { isScalar } from 'yaml';
import { dataPathOptions } from '../identity/data-paths.ts';
import type { Problem } from './problem.ts';
import { nodeAt, pathText, placeOf, type SweepDocument } from './sweep-document.ts';
import { writtenPlaces } from './written-places.ts';

/** Options that name a file or a folder; a URL is left as it is. */
const pathOptions = [
  ...dataPathOptions.map((option) => ['dataset', option] as const),
  ['loss', 'module'],
  ['optimizer', 'module'],
  ['model', 'path'],
] as const;

/** No system opens longer paths, and the message would be as long. */
const maxLength = 4096;

/**
 * Makes the paths of data, modules and pretrained models absolute. Paths in the file are relative to its folder,
 * paths in `--set` to the current directory.
 *
 * @returns problems for values that cannot be paths
 */
export function resolvePaths(
  sweep: SweepDocument,
  directories: { readonly file: string; readonly current: string },
): Problem[] {
  const problems: Problem[] = [];
  for (const path of pathOptions.flatMap(([part, option]) => writtenPlaces(sweep, part, option))) {
    const { node, isExact } = nodeAt(sweep, path);
    if (!isExact || !isScalar(node) || typeof node.value !== 'string' || node.value === '') continue;
    const text = pathProblem(node.value);
    if (text !== undefined) {
      problems.push({ place: placeOf(sweep, path), path: pathText(path), text });
      continue;
    }
    if (/^https?:\/\//.test(node.value)) continue;
    const base = sweep.overrides.has(node) ? directories.current : directories.file;
    node.value = resolve(base, node.value);
  }
  return problems;
}

function pathProblem(text: string): string | undefined {
  if (text.includes('\0')) return 'saw a path with the character NUL; expected the path of a file or a folder';
  if (text.length <= maxLength) return undefined;
  return `saw a path of ${text.length} characters; expected at most ${maxLength}`;
}
