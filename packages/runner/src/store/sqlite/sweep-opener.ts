import type { TrialKeys } from '../../records/records.ts';
import type { OpenSweepOptions, SweepIdentity } from '../store.ts';
import { isSameHome } from '../process-home.ts';
import { expireControls } from './control-rows.ts';
import { withFormerKeys } from './former-keys.ts';
import { sweepIsRunning } from './hold-errors.ts';
import { toJsonColumn } from './json-column.ts';
import type { StoreConnection } from './store-connection.ts';
import { recoverTrials } from './recover-trials.ts';
import { nextId } from './next-id.ts';
import { toHold, type SweepRow } from './rows.ts';

/** Creates or continues a sweep, and repairs what a killed process left behind. */
export class SweepOpener {
  readonly #connection: StoreConnection;

  constructor(connection: StoreConnection) {
    this.#connection = connection;
  }

  /**
   * Opens the sweep.
   * @param token of this process's hold from now on
   */
  open(sweep: SweepIdentity, options: OpenSweepOptions, token: string): SweepRow {
    const { get, change, isHeld, now, uptimeMs, home } = this.#connection;
    const latest = get<SweepRow>('SELECT * FROM sweep WHERE spec_hash = ? ORDER BY id DESC LIMIT 1', sweep.specHash);
    if (latest !== undefined && !this.#isSameProcess(latest, options) && isHeld(latest)) throw sweepIsRunning(latest);
    const isContinued = latest !== undefined && !options.isFresh && this.#beginsAmong(latest.id, sweep.firstTrials);
    const id = isContinued ? latest.id : this.#insertSweep(sweep);
    if (isContinued) this.#recover(id, options.retriesGivenUp ?? false);
    change(
      `UPDATE sweep SET status = 'running', name = ?, source = ?, chosen_engine = coalesce(chosen_engine, ?), workers = ?,
         process_id = ?, hold_token = ?, hold_boot = ?, hold_pid_namespace = ?, heartbeat_at = ?, heartbeat_uptime_ms = ?,
         updated_at = ?, archived_at = NULL, revision = revision + ? WHERE id = ?`,
      sweep.name,
      sweep.source,
      sweep.chosenEngine === undefined ? null : toJsonColumn(sweep.chosenEngine),
      options.workers,
      options.processId,
      token,
      home.boot,
      home.pidNamespace,
      now,
      uptimeMs,
      now,
      // A new sweep has no readers yet.
      isContinued ? 1 : 0,
      id,
    );
    expireControls(this.#connection, id, now);
    const row = get<SweepRow>('SELECT * FROM sweep WHERE id = ?', id);
    if (row === undefined) throw new Error(`sweep ${id} has vanished`);
    return row;
  }

  /** The same process id on the same boot: the earlier process has ended. */
  #isSameProcess(row: SweepRow, { processId }: OpenSweepOptions): boolean {
    const { home } = toHold(row);
    return row.process_id === processId && home !== null && isSameHome(home, this.#connection.home);
  }

  /**
   * Tells whether a sweep's first trials are among these, in any order: a sweep that was extended has the earlier ones
   * first. Keys include the dataset's content and the engine's numerics, so
   * results from before a change of those do not mix. A sweep whose process was killed while it placed them matches
   * as far as it goes.
   */
  #beginsAmong(sweepId: number, firstTrials: readonly TrialKeys[]): boolean {
    const rows = this.#connection.all<{ key: string }>(
      `SELECT trial.key FROM sweep_trial AS place JOIN trial ON trial.id = place.trial_id
       WHERE place.sweep_id = ? ORDER BY place.position LIMIT ?`,
      sweepId,
      firstTrials.length,
    );
    const expected = new Set(withFormerKeys(this.#connection, sweepId, firstTrials).map(({ key }) => key));
    return rows.every(({ key }) => expected.has(key));
  }

  #recover(sweepId: number, retriesGivenUp: boolean): void {
    const { all } = this.#connection;
    const places = all<{ trial_id: number }>('SELECT trial_id FROM sweep_trial WHERE sweep_id = ?', sweepId);
    const ids = places.map(({ trial_id: id }) => id);
    recoverTrials(this.#connection, ids, { sweepId, retriesGivenUp });
  }

  #insertSweep(sweep: SweepIdentity): number {
    const { change, now } = this.#connection;
    return change(
      `INSERT INTO sweep (id, name, spec_hash, spec, source, objective_name, objective_goal, axes, repeats, engine, status,
         created_at, updated_at) VALUES (${nextId('sweep')}, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'paused', ?, ?)`,
      sweep.name,
      sweep.specHash,
      toJsonColumn(sweep.spec),
      sweep.source,
      sweep.objective.name,
      sweep.objective.goal,
      toJsonColumn(sweep.axes),
      sweep.repeats,
      sweep.engine,
      now,
      now,
    ).id;
  }
}
