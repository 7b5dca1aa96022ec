import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import type { JsonValue } from '../../../records/json-value.ts';
import type { ExportColumn, ExportTable } from './export-table.ts';

type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];

/** Writes a table as a Parquet file, with a row group for each group of rows. NaN and the infinities stay numbers. */
export async function writeParquet(path: string, { columns, groups }: ExportTable): Promise<void> {
  const schema: Schema = [{ name: 'root', num_children: columns.length }, ...columns.map(elementOf)];
  const writer = new ParquetWriter({ writer: fileWriter(path), schema, createdBy: 'sweepdeck' });
  for (const rows of groups) {
    const columnData = columns.map((column, index) => ({
      name: column.name,
      data: rows.map((row) => parquetValue(row[index] ?? null, column)),
    }));
    await writer.write({ columnData, rowGroupSize: rows.length });
  }
  await writer.finish();
}

function elementOf({ name, type }: ExportColumn): Schema[number] {
  const optional = { name, repetition_type: 'OPTIONAL' } as const;
  switch (type) {
    case 'number':
      return { ...optional, type: 'DOUBLE' };
    case 'integer':
      return { ...optional, type: 'INT64' };
    case 'boolean':
      return { ...optional, type: 'BOOLEAN' };
    case 'time':
      return { ...optional, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' };
    case 'text':
      return { ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' };
  }
}

function parquetValue(value: JsonValue, { type }: ExportColumn): unknown {
  if (value === null) return null;
  if (type === 'integer') return BigInt(Number(value));
  if (type === 'time') return new Date(Number(value));
  if (type !== 'text') return value;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
