import { SweepdeckError } from '@sweepdeck/core/errors';
import { givenUp, givenUpCode, killsBeforeGivenUp, runKilled } from '../../records/killed-runs.ts';
import type { PlannedTrial } from '../../records/records.ts';
import { isDone, type TrialStatus } from '../../records/statuses.ts';
import type { NewSweep, OpenSweepOptions } from '../store.ts';
import { isSameHome, type ProcessHome } from '../process-home.ts';
import { readKills } from './read-kills.ts';
import { toJsonColumn } from './json-column.ts';
import { toHold, type SweepRow } from './rows.ts';

/** What opening needs of the connection; everything runs in one transaction of the caller. */
export interface OpenerConnection {
  get<Row>(sql: string, ...values: readonly unknown[]): Row | undefined;
  all<Row>(sql: string, ...values: readonly unknown[]): Row[];
  change(sql: string, ...values: readonly unknown[]): { changes: number; id: number };
  isHeld(row: SweepRow): boolean;
  isSweepHeld(sweepId: number): boolean;
  readonly now: number;
  readonly uptimeMs: number;
  /** Of this process. */
  readonly home: ProcessHome;
}

interface Candidate {
  readonly id: number;
  readonly generation: number;
  readonly status: TrialStatus;
}

/** Creates or continues a sweep: which trial rows it uses, which it adds, what a killed process left behind. */
export class SweepOpener {
  readonly #connection: OpenerConnection;

  constructor(connection: OpenerConnection) {
    this.#connection = connection;
  }

  /** @param token that the sweep is held by from now on */
  open(planned: NewSweep, options: OpenSweepOptions, token: string): SweepRow {
    const { get, change, isHeld, now, uptimeMs, home } = this.#connection;
    const sweep = { ...planned, trials: this.#withFormerKeys(planned.trials) };
    const latest = get<SweepRow>('SELECT * FROM sweep WHERE spec_hash = ? ORDER BY id DESC LIMIT 1', sweep.specHash);
    if (latest !== undefined && !this.#isSameProcess(latest, options) && isHeld(latest)) throw isRunning(latest);
    const isContinued = latest !== undefined && !options.isFresh && this.#hasSameKeys(latest.id, sweep.trials);
    const id = isContinued ? latest.id : this.#insertSweep(sweep);
    this.#placeTrials(id, sweep, options.isFresh);
    this.#recover(id, options.retriesGivenUp ?? false);
    change(
      `UPDATE sweep SET status = 'running', name = ?, source = ?, chosen_engine = coalesce(chosen_engine, ?), workers = ?,
         process_id = ?, hold_token = ?, hold_boot = ?, hold_pid_namespace = ?, heartbeat_at = ?, heartbeat_uptime_ms = ?,
         updated_at = ?, revision = revision + 1 WHERE id = ?`,
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
      id,
    );
    const row = get<SweepRow>('SELECT * FROM sweep WHERE id = ?', id);
    if (row === undefined) throw new Error(`sweep ${id} has vanished`);
    return row;
  }

  /** Another one of the same number in the same place has ended. */
  #isSameProcess(row: SweepRow, { processId }: OpenSweepOptions): boolean {
    const { home } = toHold(row);
    return row.process_id === processId && home !== null && isSameHome(home, this.#connection.home);
  }

  /** A cell that the store knows by its former keys keeps them in all its repeats, so that it stays one cell. */
  #withFormerKeys(trials: readonly PlannedTrial[]): readonly PlannedTrial[] {
    const known = new Set(
      trials.flatMap(({ former }) =>
        former !== undefined &&
        this.#connection.get('SELECT 1 FROM trial WHERE key = ? LIMIT 1', former.key) !== undefined
          ? [former.cell]
          : [],
      ),
    );
    return trials.map((trial) =>
      trial.former !== undefined && known.has(trial.former.cell) ? { ...trial, ...trial.former } : trial,
    );
  }

  /** Keys also hold the dataset's content and the engine's numerics: results from before a change of those do not mix. */
  #hasSameKeys(sweepId: number, trials: readonly PlannedTrial[]): boolean {
    const rows = this.#connection.all<{ key: string }>(
      `SELECT trial.key FROM sweep_trial AS place JOIN trial ON trial.id = place.trial_id
       WHERE place.sweep_id = ? ORDER BY place.position`,
      sweepId,
    );
    return rows.length === trials.length && rows.every(({ key }, position) => key === trials[position]?.key);
  }

  #insertSweep(sweep: NewSweep): number {
    const { change, now } = this.#connection;
    return change(
      `INSERT INTO sweep (name, spec_hash, spec, source, objective_name, objective_goal, axes, repeats, engine, status,
         created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'paused', ?, ?)`,
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

  #placeTrials(sweepId: number, sweep: NewSweep, isFresh: boolean): void {
    const { get, change } = this.#connection;
    for (const [position, planned] of sweep.trials.entries()) {
      const placed = get<{ trial_id: number }>(
        'SELECT trial_id FROM sweep_trial WHERE sweep_id = ? AND position = ?',
        sweepId,
        position,
      )?.trial_id;
      const { id, hasResult } = this.#chooseTrial(planned, placed, isFresh, sweep.engine);
      const isReused = hasResult && !this.#wasTrainedBy(sweepId, id);
      change(
        `INSERT INTO sweep_trial (sweep_id, position, trial_id, repeat, parameters, is_reused) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET trial_id = excluded.trial_id, is_reused = excluded.is_reused`,
        sweepId,
        position,
        id,
        planned.repeat,
        toJsonColumn(planned.parameters),
        isReused ? 1 : 0,
      );
    }
  }

  #chooseTrial(
    planned: PlannedTrial,
    placed: number | undefined,
    isFresh: boolean,
    engine: string,
  ): { readonly id: number; readonly hasResult: boolean } {
    const candidates = this.#connection.all<Candidate>(
      'SELECT id, generation, status FROM trial WHERE key = ? ORDER BY generation DESC',
      planned.key,
    );
    if (!isFresh) {
      const done = candidates.filter(({ status }) => isDone(status));
      const result = done.find(({ id }) => id === placed) ?? done[0];
      if (result !== undefined) return { id: result.id, hasResult: true };
      // Another sweep may be about to train it too: whichever starts it first does, and the other waits for the result.
      const waiting = candidates.find(({ id }) => id === placed) ?? candidates[0];
      if (waiting !== undefined) return { id: waiting.id, hasResult: false };
    }
    const { id } = this.#connection.change(
      `INSERT INTO trial (key, generation, cell, config, engine, status) VALUES (?, ?, ?, ?, ?, 'pending')`,
      planned.key,
      (candidates[0]?.generation ?? -1) + 1,
      planned.cell,
      toJsonColumn(planned.config),
      engine,
    );
    return { id, hasResult: false };
  }

  #wasTrainedBy(sweepId: number, trialId: number): boolean {
    return (
      this.#connection.get(
        `SELECT 1 FROM attempt WHERE trial_id = ? AND sweep_id = ? AND status IN ('finished', 'diverged')`,
        trialId,
        sweepId,
      ) !== undefined
    );
  }

  /** What still says `running` was left by a dead process, unless another living sweep shares the trial and is at it. */
  #recover(sweepId: number, retriesGivenUp: boolean): void {
    const { all, change, isSweepHeld, now } = this.#connection;
    const running = all<{ id: number; sweep_id: number; trial_id: number }>(
      `SELECT id, sweep_id, trial_id FROM attempt WHERE status = 'running'
       AND trial_id IN (SELECT trial_id FROM sweep_trial WHERE sweep_id = ?)`,
      sweepId,
    );
    for (const attempt of running) {
      if (attempt.sweep_id !== sweepId && isSweepHeld(attempt.sweep_id)) continue;
      change(
        `UPDATE attempt SET status = 'interrupted', error = ?, finished_at = ? WHERE id = ?`,
        toJsonColumn(runKilled),
        now,
        attempt.id,
      );
      const { count, epoch } = readKills({ all }, attempt.trial_id);
      if (count < killsBeforeGivenUp) continue;
      const error = toJsonColumn(givenUp(count, epoch));
      change(
        `UPDATE trial SET status = 'failed', error = ?, finished_at = ? WHERE id = ?`,
        error,
        now,
        attempt.trial_id,
      );
    }
    change(
      `UPDATE trial SET status = 'pending', error = NULL, started_at = NULL, finished_at = NULL
       WHERE status IN ('running', 'failed') AND id IN (SELECT trial_id FROM sweep_trial WHERE sweep_id = ?)
       AND (? OR status <> 'failed' OR coalesce(json_extract(error, '$.code'), '') <> ?)
       AND NOT EXISTS (SELECT 1 FROM attempt WHERE attempt.trial_id = trial.id AND attempt.status = 'running')`,
      sweepId,
      retriesGivenUp ? 1 : 0,
      givenUpCode,
    );
  }
}

function isRunning(row: SweepRow): SweepdeckError {
  return new SweepdeckError({
    code: 'sweep-is-running',
    message: `Sweep s${row.id} (${row.name}) is being run by process ${row.process_id}.`,
    hint: 'Watch it with `runner dashboard`, or stop the other process first.',
  });
}
