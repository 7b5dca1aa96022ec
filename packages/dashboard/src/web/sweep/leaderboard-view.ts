import type { JsonValue, LeaderboardRow, ValueAxis } from '../../contract/index.ts';
import { axisTitle, formatParameter } from '../words/parameters.ts';
import type { QueryPatch } from '../shell/router.ts';

/** The view of the table, as stored in its address. */
export interface LeaderboardView {
  /** `rank`, `objective`, `epoch`, `seconds`, or `axis:` and a path; a leading minus reverses. */
  readonly sort: string;
  readonly text: string;
  /** Selected value ids by axis; an axis without an entry shows all. */
  readonly chosen: ReadonlyMap<string, ReadonlySet<string>>;
}

export const defaultSort = 'rank';
const axisQuery = 'in.';

/** Returns a short unique text for a swept value: the plain word for strings, JSON for others. */
export function valueId(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

export function axisQueryName(path: string): string {
  return axisQuery + path;
}

export function readLeaderboardView(query: URLSearchParams, axes: readonly ValueAxis[]): LeaderboardView {
  const chosen = new Map<string, ReadonlySet<string>>();
  for (const { path } of axes) {
    const values = query.getAll(axisQueryName(path));
    if (values.length > 0) chosen.set(path, new Set(values));
  }
  const sort = query.get('sort') ?? defaultSort;
  // Test images must not choose anything, so the table cannot be sorted by them.
  return { sort: /^-?test$/.test(sort) ? defaultSort : sort, text: query.get('q') ?? '', chosen };
}

type SortValue = number | string | null;

export function isFiltered({ text, chosen }: LeaderboardView): boolean {
  return text.trim() !== '' || chosen.size > 0;
}

/** Describes the filters: `loss mse or hinge, text "adam"`. */
export function describeFilters({ text, chosen }: LeaderboardView, axes: readonly ValueAxis[]): string {
  const parts = axes.flatMap(({ path, values }) => {
    const ids = chosen.get(path);
    if (ids === undefined) return [];
    const names = values.filter((value) => ids.has(valueId(value))).map((value) => formatParameter(path, value));
    return [`${axisTitle(path)} ${names.length === 0 ? 'of no known value' : names.join(' or ')}`];
  });
  return [...parts, ...(text.trim() === '' ? [] : [`text “${text.trim()}”`])].join(', ');
}

/** Returns the address without filters. */
export function withoutFilters(axes: readonly ValueAxis[]): QueryPatch {
  return { q: null, ...Object.fromEntries(axes.map(({ path }) => [axisQueryName(path), null])) };
}

/** Returns the rows that match the filters, in the given order. */
export function filterRows<Row extends LeaderboardRow>(rows: readonly Row[], view: LeaderboardView): readonly Row[] {
  if (!isFiltered(view)) return rows;
  const words = view.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    for (const [path, values] of view.chosen) if (!values.has(valueId(row.parameters[path]))) return false;
    const text = rowText(row);
    return words.every((word) => text.includes(word));
  });
}

/** Returns the rows that match the filters, in the chosen order. Rows without a value come last in either direction. */
export function viewLeaderboard(
  rows: readonly LeaderboardRow[],
  view: LeaderboardView,
  axes: readonly ValueAxis[],
): LeaderboardRow[] {
  const isReversed = view.sort.startsWith('-');
  const column = isReversed ? view.sort.slice(1) : view.sort;
  return sortStable(filterRows(rows, view), (row) => sortValue(row, column, axes), isReversed);
}

function rowText({ label, parameters, counts }: LeaderboardRow): string {
  const values = Object.entries(parameters).map(([path, value]) => formatParameter(path, value));
  return [label, ...values, counts.diverged > 0 ? 'diverged' : '', counts.failed > 0 ? 'failed' : '']
    .join(' ')
    .toLowerCase();
}

function sortValue(row: LeaderboardRow, column: string, axes: readonly ValueAxis[]): SortValue {
  switch (column) {
    case 'rank':
      return row.rank;
    case 'objective':
      return row.objective?.mean ?? null;
    case 'epoch':
      return row.bestEpoch?.mean ?? null;
    case 'seconds':
      return row.seconds?.mean ?? null;
    default: {
      const path = column.replace(/^axis:/, '');
      const value = row.parameters[path];
      if (typeof value === 'number') return value;
      const place = axes.find((axis) => axis.path === path)?.values.findIndex((one) => valueId(one) === valueId(value));
      return place ?? null;
    }
  }
}

function sortStable(
  rows: readonly LeaderboardRow[],
  read: (row: LeaderboardRow) => SortValue,
  isReversed: boolean,
): LeaderboardRow[] {
  return rows.toSorted((a, b) => {
    const [left, right] = [read(a), read(b)];
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    const order = left < right ? -1 : left > right ? 1 : 0;
    return isReversed ? -order : order;
  });
}
