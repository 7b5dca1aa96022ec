import {
  controlRequestSchema,
  type ControlOutcome,
  type ControlRecord,
  type NewControl,
} from '../../records/control-record.ts';
import { z } from 'zod';
import { fromJsonColumn, toJsonColumn } from './json-column.ts';
import type { StoreConnection } from './store-connection.ts';

const argumentsSchema = z.record(z.string(), z.unknown());

interface ControlRow {
  readonly id: number;
  readonly sweep_id: number;
  readonly trial_id: number | null;
  readonly action: string;
  readonly arguments: string;
  readonly asked_by: string;
  readonly asked_at: number;
  readonly done_at: number | null;
  readonly outcome: ControlOutcome | null;
  readonly message: string | null;
}

/** Lists the requests to a sweep, oldest first; with `isOpen` only those without an answer. */
export function readControls({ all }: Pick<StoreConnection, 'all'>, sweepId: number, isOpen: boolean): ControlRecord[] {
  const sql = `SELECT * FROM control WHERE sweep_id = ?${isOpen ? ' AND done_at IS NULL' : ''} ORDER BY id`;
  return all<ControlRow>(sql, sweepId).map(toControlRecord);
}

export function insertControl(
  { change }: Pick<StoreConnection, 'change'>,
  control: NewControl,
  now: number,
): ControlRecord {
  const { action, ...args } = control.request;
  const { id } = change(
    'INSERT INTO control (sweep_id, trial_id, action, arguments, asked_by, asked_at) VALUES (?, ?, ?, ?, ?, ?)',
    control.sweepId,
    control.trialId,
    action,
    toJsonColumn(args),
    control.askedBy,
    now,
  );
  return { ...control, id, askedAt: now, answer: null };
}

/** Answers a request; one that has an answer keeps it. */
export function answerControl(
  { change }: Pick<StoreConnection, 'change'>,
  id: number,
  { outcome, message, now }: { readonly outcome: ControlOutcome; readonly message: string; readonly now: number },
): void {
  change(
    'UPDATE control SET done_at = ?, outcome = ?, message = ? WHERE id = ? AND done_at IS NULL',
    now,
    outcome,
    message,
    id,
  );
}

/** Answers what is still open when a run begins or ends, and ends a pause. */
export function expireControls({ change }: Pick<StoreConnection, 'change'>, sweepId: number, now: number): void {
  change(
    `UPDATE control SET done_at = ?, outcome = 'expired', message = 'The run ended before it had read this.'
     WHERE sweep_id = ? AND done_at IS NULL`,
    now,
    sweepId,
  );
  change('UPDATE sweep SET on_pause_since = NULL WHERE id = ? AND on_pause_since IS NOT NULL', sweepId);
}

/** Stores that a running sweep waits or goes on, or how many trials it runs at the same time. */
export function updateRun(
  { change, now }: Pick<StoreConnection, 'change' | 'now'>,
  sweepId: number,
  { isOnPause, workers }: { readonly isOnPause?: boolean; readonly workers?: number },
): void {
  if (isOnPause !== undefined)
    change('UPDATE sweep SET on_pause_since = ? WHERE id = ?', isOnPause ? now : null, sweepId);
  if (workers !== undefined) change('UPDATE sweep SET workers = ? WHERE id = ?', workers, sweepId);
  change('UPDATE sweep SET updated_at = ?, revision = revision + 1 WHERE id = ?', now, sweepId);
}

function toControlRecord(row: ControlRow): ControlRecord {
  const { id, done_at: at, outcome, message } = row;
  const args = fromJsonColumn(row.arguments, argumentsSchema, () => `column arguments of control ${id}`);
  return {
    id,
    sweepId: row.sweep_id,
    trialId: row.trial_id,
    request: controlRequestSchema.parse({ action: row.action, ...args }),
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    answer: at === null || outcome === null ? null : { at, outcome, message: message ?? '' },
  };
}
