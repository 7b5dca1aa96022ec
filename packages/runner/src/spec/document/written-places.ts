import { isSeq } from 'yaml';
import { nodeAt, type DocumentPath, type SweepDocument } from './sweep-document.ts';

/**
 * Returns every place where an option of a part can be written: for `path` of `dataset`, in the part, in a swept
 * part, or swept by itself.
 */
export function writtenPlaces(sweep: SweepDocument, part: string, option: string): DocumentPath[] {
  const indices = (path: DocumentPath): number[] => {
    const { node, isExact } = nodeAt(sweep, path);
    return isExact && isSeq(node) ? node.items.map((_, index) => index) : [];
  };
  const wholes: DocumentPath = ['parameters', part, 'values'];
  const options: DocumentPath = ['parameters', `${part}.${option}`, 'values'];
  return [
    [part, option],
    ['parameters', part, 'value', option],
    ['parameters', `${part}.${option}`, 'value'],
    ...indices(wholes).map((index) => [...wholes, index, option]),
    ...indices(options).map((index) => [...options, index]),
  ];
}
