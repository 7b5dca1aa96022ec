import { toJsonColumn } from './json-column.ts';
import { runKilled } from '../../records/killed-runs.ts';
import type { SweepDeletion } from '../store.ts';
import type { StoreConnection } from './store-connection.ts';

type Connection = Pick<StoreConnection, 'all' | 'change' | 'now'>;

/** Finds out what goes and what stays when a sweep is deleted. */
export function readDeletion({ all }: Pick<Connection, 'all'>, sweepId: number): SweepDeletion {
  const trialIds = doomedTrials({ all }, sweepId);
  const ids = JSON.stringify(trialIds);
  const [places] = all<{ count: number }>('SELECT count(*) AS count FROM sweep_trial WHERE sweep_id = ?', sweepId);
  const [doomedPlaces] = all<{ count: number }>(
    `SELECT count(*) AS count FROM sweep_trial WHERE sweep_id = ? AND trial_id IN (${listed})`,
    sweepId,
    ids,
  );
  const keys = all<{ key: string }>(
    `SELECT DISTINCT key FROM trial WHERE id IN (${listed})
     EXCEPT SELECT key FROM trial WHERE id NOT IN (${listed})`,
    ids,
    ids,
  );
  const blobs = all<{ sha256: string }>(
    `SELECT DISTINCT sha256 FROM checkpoint WHERE trial_id IN (${listed})
     EXCEPT SELECT sha256 FROM checkpoint WHERE trial_id NOT IN (${listed})`,
    ids,
    ids,
  );
  return {
    trialIds,
    sharedTrials: (places?.count ?? 0) - (doomedPlaces?.count ?? 0),
    keys: keys.map(({ key }) => key),
    blobs: blobs.map(({ sha256 }) => sha256),
  };
}

/**
 * Deletes a sweep and the trials that no other sweep has. Other trials stay, and so do their attempts: those now belong
 * to the oldest other sweep that has the trial. Runs in the caller's transaction, without enforced foreign keys.
 */
export function deleteSweep(connection: Connection, sweep: { readonly id: number; readonly name: string }): void {
  const { change, now } = connection;
  const ids = JSON.stringify(doomedTrials(connection, sweep.id));
  change('INSERT INTO deleted_sweep (id, name, deleted_at) VALUES (?, ?, ?)', sweep.id, sweep.name, now);
  change(`INSERT INTO deleted_trial (id, sweep_id) SELECT value, ? FROM json_each(?)`, sweep.id, ids);
  // What refers to a trial's attempts and not to the trial too goes first.
  const ofTrials = referencesTo(connection, 'trial');
  const ofAttempts = referencesTo(connection, 'attempt').filter(
    ({ table }) => !ofTrials.some((other) => other.table === table),
  );
  for (const { table, column } of ofAttempts)
    change(`DELETE FROM ${table} WHERE ${column} IN (SELECT id FROM attempt WHERE trial_id IN (${listed}))`, ids);
  for (const { table, column, isCleared } of ofTrials)
    if (isCleared) change(`UPDATE ${table} SET ${column} = NULL WHERE ${column} IN (${listed})`, ids);
  for (const { table, column, isCleared } of ofTrials)
    if (!isCleared) change(`DELETE FROM ${table} WHERE ${column} IN (${listed})`, ids);
  change(`DELETE FROM trial WHERE id IN (${listed})`, ids);
  handOver(connection, sweep.id);
  for (const { table, column } of referencesTo(connection, 'sweep').filter(({ table: name }) => name !== 'attempt'))
    change(`DELETE FROM ${table} WHERE ${column} = ?`, sweep.id);
  change('DELETE FROM sweep WHERE id = ?', sweep.id);
}

const listed = 'SELECT value FROM json_each(?)';

/** Lists the trials of a sweep that no other sweep has, and those that it trained and no sweep has any more. */
function doomedTrials({ all }: Pick<Connection, 'all'>, sweepId: number): number[] {
  const rows = all<{ id: number }>(
    `SELECT id FROM trial
     WHERE id IN (SELECT trial_id FROM sweep_trial WHERE sweep_id = ? UNION SELECT trial_id FROM attempt WHERE sweep_id = ?)
     AND NOT EXISTS (SELECT 1 FROM sweep_trial AS place WHERE place.trial_id = trial.id AND place.sweep_id <> ?)
     ORDER BY id`,
    sweepId,
    sweepId,
    sweepId,
  );
  return rows.map(({ id }) => id);
}

/** Gives the attempts of the trials that stay to another sweep, as if that one had trained them. */
function handOver({ change, now }: Connection, sweepId: number): void {
  change(
    `UPDATE attempt SET status = 'interrupted', failure_kind = 'interrupted', error = ?, finished_at = ? WHERE sweep_id = ? AND status = 'running'`,
    toJsonColumn(runKilled),
    now,
    sweepId,
  );
  change(
    `UPDATE trial SET status = 'pending', started_at = NULL WHERE status = 'running'
     AND id IN (SELECT trial_id FROM attempt WHERE sweep_id = ?)
     AND NOT EXISTS (SELECT 1 FROM attempt WHERE attempt.trial_id = trial.id AND attempt.status = 'running')`,
    sweepId,
  );
  const heir = (trialId: string): string =>
    `(SELECT min(place.sweep_id) FROM sweep_trial AS place WHERE place.trial_id = ${trialId} AND place.sweep_id <> ?)`;
  change(
    `UPDATE sweep_trial SET is_reused = 0 WHERE sweep_id = ${heir('sweep_trial.trial_id')} AND trial_id IN
       (SELECT trial_id FROM attempt WHERE sweep_id = ? AND status IN ('finished', 'diverged'))`,
    sweepId,
    sweepId,
  );
  change(
    `UPDATE sweep SET revision = revision + 1 WHERE id <> ? AND id IN
       (SELECT place.sweep_id FROM sweep_trial AS place JOIN attempt ON attempt.trial_id = place.trial_id
        WHERE attempt.sweep_id = ?)`,
    sweepId,
    sweepId,
  );
  change(`UPDATE attempt SET sweep_id = ${heir('attempt.trial_id')} WHERE sweep_id = ?`, sweepId, sweepId);
}

interface Reference {
  readonly table: string;
  readonly column: string;
  /** True when the row outlives what it refers to, and only forgets it. */
  readonly isCleared: boolean;
}

/** Lists the columns that refer to a table's rows, so that a table of a later migration is not forgotten. */
function referencesTo({ all }: Pick<Connection, 'all'>, parent: 'sweep' | 'trial' | 'attempt'): Reference[] {
  const rows = all<{ table: string; column: string; on_delete: string }>(
    `SELECT child.name AS "table", key."from" AS "column", key.on_delete FROM sqlite_schema AS child
     JOIN pragma_foreign_key_list(child.name) AS key WHERE child.type = 'table' AND key."table" = ?`,
    parent,
  );
  return rows.map(({ on_delete: onDelete, ...row }) => ({ ...row, isCleared: onDelete === 'SET NULL' }));
}
