import type { RangeTest, RangeTestRecord } from '../../records/range-test.ts';
import {
  storedConfigSchema,
  storedRangeOptionsSchema,
  storedRangePointsSchema,
  storedRangeSummarySchema,
} from '../../records/stored-shapes.ts';
import { fromJsonColumn, toJsonColumn } from './json-column.ts';

export interface RangeTestRow {
  readonly id: number;
  readonly label: string;
  /** JSON, like the next four columns. */
  readonly config: string;
  readonly options: string;
  readonly points: string;
  readonly summary: string;
  readonly engine: string;
  readonly dataset_fingerprint: string;
  readonly seconds: number;
  readonly created_at: number;
}

export function toRangeTestRow(test: RangeTest, createdAt: number): Omit<RangeTestRow, 'id'> {
  return {
    label: test.label,
    config: toJsonColumn(test.config),
    options: toJsonColumn(test.options),
    points: toJsonColumn(test.points),
    summary: toJsonColumn(test.summary),
    engine: test.engine,
    dataset_fingerprint: test.datasetFingerprint,
    seconds: test.seconds,
    created_at: createdAt,
  };
}

export function toRangeTestRecord(row: RangeTestRow): RangeTestRecord {
  return {
    id: row.id,
    label: row.label,
    config: fromJsonColumn(row.config, storedConfigSchema, () => `column config of range test ${row.id}`),
    options: fromJsonColumn(row.options, storedRangeOptionsSchema, () => `column options of range test ${row.id}`),
    points: fromJsonColumn(row.points, storedRangePointsSchema, () => `column points of range test ${row.id}`),
    summary: fromJsonColumn(row.summary, storedRangeSummarySchema, () => `column summary of range test ${row.id}`),
    engine: row.engine,
    datasetFingerprint: row.dataset_fingerprint,
    seconds: row.seconds,
    createdAt: row.created_at,
  };
}
