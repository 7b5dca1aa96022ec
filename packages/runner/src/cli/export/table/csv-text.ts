import type { JsonValue } from '../../../records/json-value.ts';
import { formatTime, type ExportColumn, type ExportTable } from './export-table.ts';

/**
 * Writes a table as CSV after RFC 4180: with a header, CRLF and doubled quotes. A null is an empty field, an empty text
 * `""`; numbers may be `NaN`, `Infinity` and `-Infinity`, and what is not a single value is JSON.
 */
export function* csvText({ columns, groups }: ExportTable): Generator<string> {
  yield `${columns.map(({ name }) => quoted(name)).join(',')}\r\n`;
  for (const rows of groups)
    yield rows
      .map((row) => `${columns.map((column, index) => field(row[index] ?? null, column)).join(',')}\r\n`)
      .join('');
}

function field(value: JsonValue, { type }: ExportColumn): string {
  if (value === null) return '';
  if (type === 'time') return formatTime(value);
  return quoted(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

function quoted(text: string): string {
  return text === '' || /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
