import { SweepdeckError } from '@sweepdeck/core/errors';
import type { MetricName } from '@sweepdeck/core/metrics';
import type { AttemptRecord, JsonValue, SweepRecord, TrialResult } from '../../records/records.ts';
import type { AttemptOutcome, NewSweep, OpenSweepOptions, Store } from '../store.ts';
import type { RangeTest, RangeTestRecord } from '../../records/range-test.ts';
import { toArtifactRows } from './artifact-rows.ts';
import { toFloatColumns } from './float-column.ts';
import { toJsonColumn } from './json-column.ts';
import { toRangeTestRecord, toRangeTestRow } from './range-test-rows.ts';
import { toAttemptRecord, toSweepRecord, type AttemptRow } from './rows.ts';
import { SqliteReader } from './sqlite-reader.ts';
import { SweepOpener } from './sweep-opener.ts';
import { withTranslatedErrors } from './translate-error.ts';

/** Reads and writes a store through one SQLite connection. */
export class SqliteStore extends SqliteReader implements Store {
  /** Sweeps that this object has opened and not closed, with the process that they were opened for. */
  readonly #opened = new Map<number, number>();

  openSweep(sweep: NewSweep, options: OpenSweepOptions): SweepRecord {
    return this.#write(() => {
      const opener = new SweepOpener({
        get: (sql, ...values) => this.get(sql, ...values),
        all: (sql, ...values) => this.all(sql, ...values),
        change: (sql, ...values) => this.change(sql, ...values),
        isHeld: (row) => this.isRowHeld(row),
        isSweepHeld: this.heldSweeps(),
        now: this.surroundings.clock(),
      });
      const row = opener.open(sweep, options);
      this.#opened.set(row.id, options.processId);
      return toSweepRecord(row, true);
    });
  }

  heartbeat(sweepId: number): void {
    this.#write(() => {
      // Not a revision: nothing that is shown has changed.
      const { changes } = this.change(
        `UPDATE sweep SET heartbeat_at = ? WHERE id = ? AND status = 'running' AND process_id = ?`,
        this.surroundings.clock(),
        sweepId,
        this.#opened.get(sweepId) ?? null,
      );
      if (changes === 0) throw takenOver(sweepId);
    });
  }

  addRangeTest(test: RangeTest): RangeTestRecord {
    return this.#write(() => {
      const row = toRangeTestRow(test, this.surroundings.clock());
      const names = Object.keys(row);
      const { id } = this.change(
        `INSERT INTO range_test (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
        ...Object.values(row),
      );
      return toRangeTestRecord({ id, ...row });
    });
  }

  closeSweep(sweepId: number, status: 'paused' | 'finished' | 'failed'): void {
    this.#write(() => {
      const now = this.surroundings.clock();
      this.change(
        `UPDATE trial SET status = 'pending' WHERE status = 'running' AND id IN
           (SELECT trial_id FROM attempt WHERE sweep_id = ? AND status = 'running')`,
        sweepId,
      );
      this.change(
        `UPDATE attempt SET status = 'interrupted', finished_at = ? WHERE sweep_id = ? AND status = 'running'`,
        now,
        sweepId,
      );
      const { changes } = this.change(
        `UPDATE sweep SET status = ?, process_id = NULL, heartbeat_at = NULL, updated_at = ?, revision = revision + 1
         WHERE id = ? AND process_id = ?`,
        status,
        now,
        sweepId,
        this.#opened.get(sweepId) ?? null,
      );
      if (changes === 0) throw takenOver(sweepId);
    });
    this.#opened.delete(sweepId);
  }

  startAttempt(trialId: number, attempt: { readonly worker: number; readonly environment: JsonValue }): AttemptRecord {
    return this.#write(() => {
      const now = this.surroundings.clock();
      const { changes } = this.change(
        `UPDATE trial SET status = 'running', started_at = ?, finished_at = NULL, error = NULL
         WHERE id = ? AND status IN ('pending', 'failed')`,
        now,
        trialId,
      );
      if (changes === 0) throw new Error(`trial ${trialId} is not waiting to be run`);
      const { id } = this.change(
        `INSERT INTO attempt (trial_id, sweep_id, status, worker, environment, started_at) VALUES (?, ?, 'running', ?, ?, ?)`,
        trialId,
        this.#sweepThatRuns(trialId),
        attempt.worker,
        toJsonColumn(attempt.environment),
        now,
      );
      this.#bumpSweepsOf(trialId, now);
      return toAttemptRecord(this.#requireRunning(id), () => true);
    });
  }

  appendEpoch(attemptId: number, epoch: number, metrics: Readonly<Partial<Record<MetricName, number>>>): void {
    this.#write(() => {
      const { trial_id: trialId } = this.#requireRunning(attemptId);
      for (const [name, number] of Object.entries(metrics)) {
        const { value, kind } = toFloatColumns(number);
        this.change(
          'INSERT INTO metric (attempt_id, name, epoch, value, kind) VALUES (?, ?, ?, ?, ?)',
          attemptId,
          name,
          epoch,
          value,
          kind,
        );
      }
      this.#bumpSweepsOf(trialId, this.surroundings.clock());
    });
  }

  endAttempt(attemptId: number, outcome: AttemptOutcome): void {
    this.#write(() => {
      const { trial_id: trialId } = this.#requireRunning(attemptId);
      const now = this.surroundings.clock();
      const error = outcome.status === 'failed' ? toJsonColumn(outcome.error) : null;
      this.change(
        'UPDATE attempt SET status = ?, error = ?, finished_at = ? WHERE id = ?',
        outcome.status,
        error,
        now,
        attemptId,
      );
      switch (outcome.status) {
        case 'finished':
        case 'diverged':
          this.#storeResult(trialId, outcome.status, outcome.result, now);
          for (const { name, body } of toArtifactRows(outcome.artifacts ?? {}))
            this.change('INSERT INTO artifact (trial_id, name, body) VALUES (?, ?, ?)', trialId, name, body);
          break;
        case 'failed':
          this.change(
            `UPDATE trial SET status = 'failed', error = ?, finished_at = ? WHERE id = ?`,
            error,
            now,
            trialId,
          );
          break;
        case 'stopped':
          this.change(`UPDATE trial SET status = 'pending' WHERE id = ?`, trialId);
          break;
      }
      this.#bumpSweepsOf(trialId, now);
    });
  }

  #storeResult(trialId: number, status: 'finished' | 'diverged', result: TrialResult, now: number): void {
    const objective = toFloatColumns(result.objective);
    this.change(
      `UPDATE trial SET status = ?, best_epoch = ?, objective_value = ?, objective_kind = ?, seconds = ?, divergence = ?,
         metrics = ?, finished_at = ? WHERE id = ?`,
      status,
      result.bestEpoch,
      objective.value,
      objective.kind,
      result.seconds,
      result.divergedAt === null ? null : toJsonColumn(result.divergedAt),
      toJsonColumn(result.metrics),
      now,
      trialId,
    );
  }

  #requireRunning(attemptId: number): AttemptRow {
    const row = this.get<AttemptRow>('SELECT * FROM attempt WHERE id = ?', attemptId);
    if (row?.status !== 'running') throw new Error(`attempt ${attemptId} is not running`);
    return row;
  }

  #sweepThatRuns(trialId: number): number {
    const rows = this.all<{ sweep_id: number }>(
      'SELECT sweep_id FROM sweep_trial WHERE trial_id = ? ORDER BY sweep_id',
      trialId,
    );
    const own = rows.find(({ sweep_id }) => this.#opened.has(sweep_id));
    if (own === undefined) throw new Error(`trial ${trialId} belongs to no sweep that is open here`);
    return own.sweep_id;
  }

  #bumpSweepsOf(trialId: number, now: number): void {
    this.change(
      `UPDATE sweep SET revision = revision + 1, updated_at = ?
       WHERE id IN (SELECT sweep_id FROM sweep_trial WHERE trial_id = ?)`,
      now,
      trialId,
    );
  }

  #write<Value>(action: () => Value): Value {
    return withTranslatedErrors(this.database.name, () => this.database.transaction(action).immediate());
  }
}

function takenOver(sweepId: number): SweepdeckError {
  return new SweepdeckError({
    code: 'sweep-taken-over',
    message: `Sweep s${sweepId} no longer belongs to this process: it was silent for too long and another took the sweep.`,
    hint: 'Look at the sweep with `runner list`; run the same command again when no other process runs it.',
  });
}
