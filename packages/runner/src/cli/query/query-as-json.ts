import type { QueryResult, QueryValue } from '../../store/query/run-query.ts';
import { formatBytes } from './format-query-value.ts';

/** A query's rows as objects that JSON can hold, and the number of rows after these. */
export interface QueryJson {
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
  readonly more: number;
}

export function queryAsJson({ columns, rows, more }: QueryResult): QueryJson {
  const toObject = (row: readonly QueryValue[]) =>
    Object.fromEntries(columns.map((name, index) => [name, jsonValue(row[index] ?? null)]));
  return { rows: rows.map(toObject), more };
}

function jsonValue(value: QueryValue): string | number | null {
  if (typeof value === 'bigint') return String(value);
  return value instanceof Uint8Array ? formatBytes(value) : value;
}
