import { isScalar, isSeq } from 'yaml';
import { resolve } from 'node:path';
import { nodeAt, type DocumentPath, type SweepDocument } from './sweep-document.ts';

/** Everywhere that a dataset's path can be written. */
function writtenPlaces(sweep: SweepDocument): DocumentPath[] {
  const indices = (path: DocumentPath): number[] => {
    const { node, isExact } = nodeAt(sweep, path);
    return isExact && isSeq(node) ? node.items.map((_, index) => index) : [];
  };
  const whole: DocumentPath = ['parameters', 'dataset', 'values'];
  const option: DocumentPath = ['parameters', 'dataset.path', 'values'];
  return [
    ['dataset', 'path'],
    ['parameters', 'dataset', 'value', 'path'],
    ['parameters', 'dataset.path', 'value'],
    ...indices(whole).map((index) => [...whole, index, 'path']),
    ...indices(option).map((index) => [...option, index]),
  ];
}

/** Makes `dataset.path` absolute: from the folder of the file that wrote it, or where `--set` did, the current one. */
export function resolveDatasetPath(
  sweep: SweepDocument,
  directories: { readonly file: string; readonly current: string },
): void {
  for (const path of writtenPlaces(sweep)) {
    const { node, isExact } = nodeAt(sweep, path);
    if (!isExact || !isScalar(node) || typeof node.value !== 'string' || node.value === '') continue;
    const base = sweep.overrides.has(node) ? directories.current : directories.file;
    node.value = resolve(base, node.value);
  }
}
