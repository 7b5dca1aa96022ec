import { stringifyNamed } from '../../../records/non-finite-json.ts';
import { formatTime, type ExportRow, type ExportTable } from './export-table.ts';

/**
 * Writes a table as a JSON array with an object for each row. JSON lacks NaN and the infinities, so they become strings:
 * `"NaN"`.
 */
export function* jsonText({ columns, groups }: ExportTable): Generator<string> {
  const toObject = (row: ExportRow) =>
    Object.fromEntries(
      columns.map(({ name, type }, index) => {
        const value = row[index] ?? null;
        return [name, type === 'time' && value !== null ? formatTime(value) : value];
      }),
    );
  let separator = '[\n';
  for (const rows of groups) {
    yield separator + rows.map((row) => stringifyNamed(toObject(row))).join(',\n');
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}
