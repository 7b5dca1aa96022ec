import type { MetricName } from '@sweepdeck/core/metrics';
import { failureKindOfAttempt } from '../../records/failure-kind.ts';
import type { MachineLoad } from '../../records/machine-load.ts';
import type { PrintedOutput } from '../../records/printed-output.ts';
import type { AttemptOutcome, NewAttempt } from '../store.ts';
import { rewindTrial } from './checkpoint-rows.ts';
import { toFloatColumns } from './float-column.ts';
import { toJsonColumn } from './json-column.ts';
import type { StoreConnection } from './store-connection.ts';

type Connection = Pick<StoreConnection, 'change'>;

/** Inserts a running attempt, and returns its id. */
export function insertAttempt(
  { change }: Connection,
  { worker, environment, from }: NewAttempt,
  { trialId, sweepId, now }: { readonly trialId: number; readonly sweepId: number; readonly now: number },
): number {
  const { id } = change(
    `INSERT INTO attempt (trial_id, sweep_id, status, worker, environment, started_at, from_epoch, from_step, last_epoch, from_trial_id)
     VALUES (?, ?, 'running', ?, ?, ?, ?, ?, ?, ?)`,
    trialId,
    sweepId,
    worker,
    toJsonColumn(environment),
    now,
    from?.epoch ?? null,
    from?.step ?? null,
    from?.epoch ?? null,
    from === undefined || from.trialId === trialId ? null : from.trialId,
  );
  rewindTrial({ change }, { trialId, attemptId: id }, from);
  return id;
}

/** Inserts the metrics of an epoch in one statement. */
export function insertEpoch(
  { change }: Connection,
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

/** Stores the output of an attempt, in place of what was stored before. */
export function replaceOutput(
  { change }: Connection,
  attemptId: number,
  { bytes, lines, omittedBytes, head, tail }: PrintedOutput,
): void {
  change(
    `INSERT OR REPLACE INTO attempt_output (attempt_id, bytes, lines, omitted_bytes, head, tail)
     VALUES (?, ?, ?, ?, ?, ?)`,
    attemptId,
    bytes,
    lines,
    omittedBytes,
    head,
    tail,
  );
}

/**
 * Stores how an attempt ended.
 * @param measured seconds since it started, null when not known, and the load of the machine meanwhile
 */
export function closeAttempt(
  { change }: Connection,
  attemptId: number,
  outcome: AttemptOutcome,
  measured: { readonly seconds: number | null; readonly load: MachineLoad | null; readonly now: number },
): void {
  const error = outcome.status === 'failed' ? outcome.error : null;
  change(
    `UPDATE attempt SET status = ?, error = ?, failure_kind = ?, last_step = ?, finished_at = ?, seconds = ?,
       load = ? WHERE id = ?`,
    outcome.status,
    error === null ? null : toJsonColumn(error),
    failureKindOfAttempt(outcome.status, error),
    outcome.lastStep ?? null,
    measured.now,
    'result' in outcome ? outcome.result.seconds - (outcome.earlierSeconds ?? 0) : measured.seconds,
    measured.load === null ? null : toJsonColumn(measured.load),
    attemptId,
  );
}
