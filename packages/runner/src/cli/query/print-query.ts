import { countOf } from '@sweepdeck/core/words';
import { mostCounted, type QueryResult, type QueryValue } from '../../store/query/run-query.ts';
import type { CommandContext } from '../command/command.ts';
import { formatTable, type TableCell } from '../terminal/table.ts';
import { formatBytes } from './format-query-value.ts';

/** Formats the rows as a table that fits the terminal, and says how many more there are. */
export function formatQuery(
  { columns, rows, more }: QueryResult,
  { style, columns: width }: Pick<CommandContext, 'style' | 'columns'>,
): string {
  const isNumber = (value: QueryValue): boolean => typeof value === 'number' || typeof value === 'bigint';
  const table = formatTable(
    columns.map((title, index) => {
      const values = rows.map((row) => row[index] ?? null).filter((value) => value !== null);
      return values.length > 0 && values.every(isNumber) ? { title, align: 'right' } : { title, minWidth: 8 };
    }),
    rows.map((row) => row.map((value) => cellOf(value, style.dim))),
    { columns: width, paintTitle: style.dim },
  );
  if (rows.length === 0) return `${table}\nNo rows.`;
  if (more === 0) return table;
  const rest = more === mostCounted ? `At least ${countOf(more, 'more row')}` : countOf(more, 'more row');
  return `${table}\n${rest}. Show more with --top, or fewer with WHERE in the query.`;
}

function cellOf(value: QueryValue, dim: (text: string) => string): TableCell {
  if (value === null) return { text: 'NULL', paint: dim };
  // An empty text is written out, because columns without any text are left out.
  if (value === '') return { text: "''", paint: dim };
  return { text: value instanceof Uint8Array ? formatBytes(value) : String(value) };
}
