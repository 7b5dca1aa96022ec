import { classScores, type ClassScores } from '@sweepdeck/core/statistics';
import type { SortableColumn } from '../tables/sort-head.tsx';

/** A class of the test split; a score without a denominator is null. */
export interface ClassRow {
  /** Class index. */
  readonly place: number;
  readonly name: string;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** Number of images of the class. */
  readonly images: number;
}

type ClassColumnId = Exclude<keyof ClassRow, 'name'>;

/** In the order of the table. The worst come first, because readers look for those. */
export const classColumns: readonly (SortableColumn & { readonly id: ClassColumnId })[] = [
  { id: 'place', title: 'class', isNumber: false, firstSort: 'place' },
  { id: 'precision', title: 'precision', isNumber: true, firstSort: 'precision' },
  { id: 'recall', title: 'recall', isNumber: true, firstSort: 'recall' },
  { id: 'f1', title: 'F1', isNumber: true, firstSort: 'f1' },
  { id: 'images', title: 'images', isNumber: true, firstSort: '-images' },
];

export const defaultClassSort = 'place';

export function toClassRows(
  confusion: readonly (readonly number[])[],
  names: readonly string[] | null,
): readonly ClassRow[] {
  return classScores(confusion).map(({ precision, recall, f1, support, predicted }: ClassScores, place) => ({
    place,
    name: names?.[place] ?? String(place),
    precision: predicted === 0 ? null : precision,
    recall: support === 0 ? null : recall,
    f1: support + predicted === 0 ? null : f1,
    images: support,
  }));
}

/**
 * Sorts by a column's id, reversed by a leading minus. Rows without a value come last; an unknown id keeps the order
 * of the classes.
 */
export function sortClassRows(rows: readonly ClassRow[], sort: string): readonly ClassRow[] {
  const isReversed = sort.startsWith('-');
  const id = classColumns.find((column) => column.id === sort.replace(/^-/, ''))?.id ?? defaultClassSort;
  return rows.toSorted((a, b) => {
    const [left, right] = [a[id], b[id]];
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    return isReversed ? right - left : left - right;
  });
}
