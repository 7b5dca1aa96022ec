import type { JsonValue } from '../../../records/json-value.ts';

/** Formats of a table of trials or metrics. */
export const tableFormats = ['csv', 'json', 'parquet'] as const;
export type TableFormat = (typeof tableFormats)[number];

export interface ExportColumn {
  readonly name: string;
  /**
   * `number` may be NaN or infinite; `time` is in milliseconds since the Unix epoch; `text` may hold any JSON value.
   * Every value may be null.
   */
  readonly type: 'text' | 'number' | 'integer' | 'boolean' | 'time';
}

export type ExportRow = readonly JsonValue[];

/** A table whose rows are made while it is written, so that a large one never lies in memory as a whole. */
export interface ExportTable {
  readonly columns: readonly ExportColumn[];
  /** Groups of rows, each with a value for every column. */
  readonly groups: Iterable<readonly ExportRow[]>;
}

/** Writes a time as in ISO 8601: `2026-12-01T09:30:00.000Z`. */
export const formatTime = (milliseconds: JsonValue): string => new Date(Number(milliseconds)).toISOString();
