import type { MetricName } from '@sweepdeck/core/metrics';
import type { MetricPoint } from '../../records/records.ts';
import { fromFloatColumns, toFloatColumns, type FloatColumns } from './float-column.ts';
import type { StoreConnection } from './store-connection.ts';

interface MetricRow {
  readonly trial_id: number;
  readonly epoch: number;
  readonly name: MetricName;
  readonly value: number | null;
  readonly kind: FloatColumns['kind'];
}

function toMetricPoint(row: MetricRow): MetricPoint {
  return { trialId: row.trial_id, epoch: row.epoch, name: row.name, value: fromFloatColumns(row.value, row.kind) };
}

/** Reads the points of trials, sorted by trial, name and epoch; of some metrics, or of all when `names` is omitted. */
export function readMetrics(
  { all }: Pick<StoreConnection, 'all'>,
  trialIds: readonly number[],
  names: readonly MetricName[] | undefined,
): MetricPoint[] {
  const wanted = JSON.stringify([...new Set(trialIds)].sort((a, b) => a - b));
  const columns = 'metric.trial_id, metric.epoch, metric.name, metric.value, metric.kind';
  const order = 'ORDER BY metric.trial_id, metric.name, metric.epoch';
  const rows =
    names === undefined
      ? all<MetricRow>(
          `SELECT ${columns} FROM json_each(?) AS wanted CROSS JOIN metric ON metric.trial_id = wanted.value ${order}`,
          wanted,
        )
      : all<MetricRow>(
          `SELECT ${columns} FROM json_each(?) AS wanted CROSS JOIN json_each(?) AS name
           CROSS JOIN metric ON metric.trial_id = wanted.value AND metric.name = name.value ${order}`,
          wanted,
          JSON.stringify([...new Set(names)]),
        );
  return rows.map(toMetricPoint);
}

/** Inserts the metrics of an epoch in one statement. */
export function insertEpoch(
  { change }: Pick<StoreConnection, 'change'>,
  { trialId, attemptId, epoch }: { readonly trialId: number; readonly attemptId: number; readonly epoch: number },
  metrics: Readonly<Partial<Record<MetricName, number>>>,
): void {
  const values: (string | number | null)[] = [];
  // In the order of the table's key, in which SQLite finds the place of a row beside that of the one before.
  for (const name of (Object.keys(metrics) as MetricName[]).sort()) {
    const { value, kind } = toFloatColumns(metrics[name] ?? Number.NaN);
    values.push(name, value, kind);
  }
  if (values.length > 0) change(insertMetrics(values.length / 3), ...values, { trialId, epoch, attemptId });
  change('UPDATE attempt SET last_epoch = ? WHERE id = ?', epoch, attemptId);
}

/** The statement that inserts as many metrics, by their number. */
const insertsOfMetrics = new Map<number, string>();

function insertMetrics(count: number): string {
  const known = insertsOfMetrics.get(count);
  if (known !== undefined) return known;
  const rows = Array.from({ length: count }, () => '($trialId, $epoch, ?, ?, ?, $attemptId)');
  const sql = `INSERT INTO metric (trial_id, epoch, name, value, kind, attempt_id) VALUES ${rows.join(', ')}`;
  insertsOfMetrics.set(count, sql);
  return sql;
}
