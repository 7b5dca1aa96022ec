import type { CheckpointRecord, NewCheckpoint } from '../../records/checkpoint-record.ts';
import type { StoreConnection } from './store-connection.ts';

interface CheckpointRow {
  readonly id: number;
  readonly trial_id: number;
  readonly attempt_id: number;
  readonly epoch: number;
  readonly step: number;
  readonly sha256: string;
  readonly bytes: number;
  readonly seconds: number;
  readonly created_at: number;
}

/** A damaged checkpoint leaves the one before it. */
const mostPerTrial = 2;

/** Lists a trial's checkpoints, newest first. */
export function readCheckpoints({ all }: Pick<StoreConnection, 'all'>, trialId: number): CheckpointRecord[] {
  const rows = all<CheckpointRow>('SELECT * FROM checkpoint WHERE trial_id = ? ORDER BY id DESC', trialId);
  return rows.map(toCheckpointRecord);
}

export function insertCheckpoint(
  { change }: Pick<StoreConnection, 'change'>,
  { epoch, step, sha256, bytes, seconds }: NewCheckpoint,
  { trialId, attemptId, now }: { readonly trialId: number; readonly attemptId: number; readonly now: number },
): CheckpointRecord {
  const { id } = change(
    `INSERT INTO checkpoint (trial_id, attempt_id, epoch, step, sha256, bytes, seconds, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    trialId,
    attemptId,
    epoch,
    step,
    sha256,
    bytes,
    seconds,
    now,
  );
  change(
    `DELETE FROM checkpoint WHERE trial_id = ? AND id NOT IN
       (SELECT id FROM checkpoint WHERE trial_id = ? ORDER BY id DESC LIMIT ?)`,
    trialId,
    trialId,
    mostPerTrial,
  );
  return { id, trialId, attemptId, epoch, step, sha256, bytes, seconds, createdAt: now };
}

/** Deletes what an attempt that starts here makes wrong: later metrics and checkpoints. From scratch, that is all. */
export function rewindTrial(
  { change }: Pick<StoreConnection, 'change'>,
  trialId: number,
  from: CheckpointRecord | undefined,
): void {
  change('DELETE FROM metric WHERE trial_id = ? AND epoch > ?', trialId, from?.epoch ?? 0);
  change('DELETE FROM checkpoint WHERE trial_id = ? AND id > ?', trialId, from?.id ?? 0);
}

function toCheckpointRecord(row: CheckpointRow): CheckpointRecord {
  return {
    id: row.id,
    trialId: row.trial_id,
    attemptId: row.attempt_id,
    epoch: row.epoch,
    step: row.step,
    sha256: row.sha256,
    bytes: row.bytes,
    seconds: row.seconds,
    createdAt: row.created_at,
  };
}
