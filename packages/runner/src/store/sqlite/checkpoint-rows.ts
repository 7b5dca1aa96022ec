import type { CheckpointRecord, Donor, FinalState, NewCheckpoint } from '../../records/checkpoint-record.ts';
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
  readonly kept_for: CheckpointRecord['keptFor'];
  readonly created_at: number;
}

/** A damaged checkpoint leaves the one before it. */
const mostPerTrial = 2;

/** Lists a trial's checkpoints, newest first. */
export function readCheckpoints({ all }: Pick<StoreConnection, 'all'>, trialId: number): CheckpointRecord[] {
  const rows = all<CheckpointRow>('SELECT * FROM checkpoint WHERE trial_id = ? ORDER BY id DESC', trialId);
  return rows.map(toCheckpointRecord);
}

interface CheckpointOwner {
  readonly trialId: number;
  readonly attemptId: number;
  readonly now: number;
}

/** Inserts a checkpoint from which the trial itself continues; the oldest ones give way. */
export function insertCheckpoint(
  { change }: Pick<StoreConnection, 'change'>,
  checkpoint: NewCheckpoint,
  owner: CheckpointOwner,
): CheckpointRecord {
  const inserted = insertRow({ change }, checkpoint, { ...owner, keptFor: 'continue' });
  change(
    `DELETE FROM checkpoint WHERE trial_id = ? AND id NOT IN
       (SELECT id FROM checkpoint WHERE trial_id = ? ORDER BY id DESC LIMIT ?)`,
    owner.trialId,
    owner.trialId,
    mostPerTrial,
  );
  return inserted;
}

/** Deletes the checkpoints of a trial that has ended, and inserts its final state, if that is kept. */
export function replaceCheckpoints(
  { change }: Pick<StoreConnection, 'change'>,
  finalState: NewCheckpoint | undefined,
  owner: CheckpointOwner,
): void {
  change('DELETE FROM checkpoint WHERE trial_id = ?', owner.trialId);
  if (finalState !== undefined) insertRow({ change }, finalState, { ...owner, keptFor: 'extend' });
}

function insertRow(
  { change }: Pick<StoreConnection, 'change'>,
  { epoch, step, sha256, bytes, seconds }: NewCheckpoint,
  { trialId, attemptId, keptFor, now }: CheckpointOwner & Pick<CheckpointRecord, 'keptFor'>,
): CheckpointRecord {
  const { id } = change(
    `INSERT INTO checkpoint (trial_id, attempt_id, epoch, step, sha256, bytes, seconds, kept_for, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    trialId,
    attemptId,
    epoch,
    step,
    sha256,
    bytes,
    seconds,
    keptFor,
    now,
  );
  return { id, trialId, attemptId, epoch, step, sha256, bytes, seconds, keptFor, createdAt: now };
}

/** Lists the final states that a trial may continue, those with the most epochs first. */
export function readDonors({ all }: Pick<StoreConnection, 'all'>, trialId: number): Donor[] {
  const rows = all<CheckpointRow & { readonly epochs: number }>(
    `SELECT checkpoint.*, json_extract(donor.config, '$.training.epochs') AS epochs
     FROM trial AS own JOIN trial AS donor ON donor.key_without_epochs = own.key_without_epochs
     JOIN checkpoint ON checkpoint.trial_id = donor.id AND checkpoint.kept_for = 'extend'
     WHERE own.id = ? AND donor.key <> own.key AND checkpoint.epoch <= json_extract(own.config, '$.training.epochs')
     AND NOT EXISTS (SELECT 1 FROM attempt WHERE attempt.trial_id = own.id AND attempt.from_trial_id = donor.id
       AND json_extract(attempt.error, '$.code') LIKE 'checkpoint-%')
     ORDER BY checkpoint.epoch DESC, checkpoint.id DESC`,
    trialId,
  );
  return rows.map(({ epochs, ...row }) => ({ checkpoint: toCheckpointRecord(row), epochs }));
}

/** Lists the final states of all finished trials. */
export function readFinalStates({ all }: Pick<StoreConnection, 'all'>): FinalState[] {
  return all<FinalState>(
    `SELECT trial.key, checkpoint.sha256 FROM checkpoint JOIN trial ON trial.id = checkpoint.trial_id
     WHERE checkpoint.kept_for = 'extend' ORDER BY checkpoint.id`,
  );
}

/**
 * Deletes what an attempt that starts here makes wrong: later metrics and checkpoints. From scratch or from the final
 * state of another trial, that is all; the metrics of the other trial are then copied.
 */
export function rewindTrial(
  { change }: Pick<StoreConnection, 'change'>,
  { trialId, attemptId }: Pick<CheckpointOwner, 'trialId' | 'attemptId'>,
  from: CheckpointRecord | undefined,
): void {
  const own = from?.trialId === trialId ? from : undefined;
  change('DELETE FROM metric WHERE trial_id = ? AND epoch > ?', trialId, own?.epoch ?? 0);
  change('DELETE FROM checkpoint WHERE trial_id = ? AND id > ?', trialId, own?.id ?? 0);
  if (from === undefined || own !== undefined) return;
  change(
    `INSERT INTO metric (trial_id, name, epoch, value, kind, attempt_id)
     SELECT ?, name, epoch, value, kind, ? FROM metric WHERE trial_id = ? AND epoch <= ?`,
    trialId,
    attemptId,
    from.trialId,
    from.epoch,
  );
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
    keptFor: row.kept_for,
    createdAt: row.created_at,
  };
}
