import { SweepdeckError } from '@sweepdeck/core/errors';
import type { ExtendedSweep } from '../store.ts';
import { withFormerKeys } from './former-keys.ts';
import { sweepIsRunning } from './hold-errors.ts';
import { toJsonColumn } from './json-column.ts';
import type { StoreConnection } from './store-connection.ts';
import type { SweepRow } from './rows.ts';

/**
 * Gives a sweep another spec. Trials that the spec has too keep their places and get its parameters; the others leave
 * the sweep. Runs in the caller's transaction.
 */
export function extendSweep(
  connection: StoreConnection,
  sweepId: number,
  { trials, ...sweep }: ExtendedSweep,
): SweepRow {
  const { get, all, change, isHeld, now } = connection;
  const read = (): SweepRow | undefined => get<SweepRow>('SELECT * FROM sweep WHERE id = ?', sweepId);
  const row = read();
  if (row === undefined) throw new Error(`there is no sweep ${sweepId}`);
  if (isHeld(row)) throw sweepIsRunning(row);
  const same = get<SweepRow>(
    'SELECT * FROM sweep WHERE spec_hash = ? AND id <> ? ORDER BY id DESC LIMIT 1',
    sweep.specHash,
    sweepId,
  );
  if (same !== undefined) throw existsAlready(row, same);
  const planned = new Map(withFormerKeys(connection, sweepId, trials).map((trial) => [trial.key, trial]));
  const places = all<{ position: number; key: string }>(
    `SELECT place.position, trial.key FROM sweep_trial AS place JOIN trial ON trial.id = place.trial_id
     WHERE place.sweep_id = ?`,
    sweepId,
  );
  for (const { position, key } of places) {
    const trial = planned.get(key);
    if (trial === undefined) change('DELETE FROM sweep_trial WHERE sweep_id = ? AND position = ?', sweepId, position);
    else
      change(
        'UPDATE sweep_trial SET parameters = ?, repeat = ? WHERE sweep_id = ? AND position = ?',
        toJsonColumn(trial.parameters),
        trial.repeat,
        sweepId,
        position,
      );
  }
  change(
    `UPDATE sweep SET name = ?, spec_hash = ?, spec = ?, source = ?, axes = ?, repeats = ?, status = 'paused',
       updated_at = ?, revision = revision + 1 WHERE id = ?`,
    sweep.name,
    sweep.specHash,
    toJsonColumn(sweep.spec),
    sweep.source,
    toJsonColumn(sweep.axes),
    sweep.repeats,
    now,
    sweepId,
  );
  const extended = read();
  if (extended === undefined) throw new Error(`sweep ${sweepId} has vanished`);
  return extended;
}

function existsAlready(row: SweepRow, same: SweepRow): SweepdeckError {
  return new SweepdeckError({
    code: 'extend-exists',
    message: `Sweep s${row.id} would become the same as sweep s${same.id} (${same.name}), which the store already has.`,
    hint: `Continue that one with \`runner sweep s${same.id}\`; it reuses the finished trials.`,
  });
}
