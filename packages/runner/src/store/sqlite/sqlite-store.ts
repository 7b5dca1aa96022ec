import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import { SweepdeckError } from '@sweepdeck/core/errors';
import type { MetricName } from '@sweepdeck/core/metrics';
import type { CheckpointRecord, NewCheckpoint } from '../../records/checkpoint-record.ts';
import type { AttemptRecord, PlannedTrial, SweepRecord } from '../../records/records.ts';
import type { ControlOutcome, ControlRecord, NewControl } from '../../records/control-record.ts';
import type { PrintedOutput } from '../../records/printed-output.ts';
import type { EndStatus } from '../../records/statuses.ts';
import type { AttemptOutcome, ExtendedSweep, NewAttempt, OpenSweepOptions, Store, SweepIdentity } from '../store.ts';
import type { MachineLoad } from '../../records/machine-load.ts';
import type { Verification, VerificationRecord } from '../../records/verification.ts';
import type { RangeTest, RangeTestRecord } from '../../records/range-test.ts';
import type { Surroundings } from '../surroundings.ts';
import { closeAttempt, insertAttempt, replaceOutput } from './attempt-rows.ts';
import { insertEpoch } from './metric-rows.ts';
import { insertCheckpoint } from './checkpoint-rows.ts';
import { closeSweep } from './close-sweep.ts';
import { answerControl, insertControl, updateRun } from './control-rows.ts';
import { extendSweep } from './extend-sweep.ts';
import { deleteSweep } from './delete-sweep.ts';
import { deletedMeanwhile, notWaiting, sweepIsRunning, takenOver } from './hold-errors.ts';
import { toRangeTestRecord, toRangeTestRow } from './range-test-rows.ts';
import { toAttemptRecord, toSweepRecord, type AttemptRow, type HoldRow, type SweepRow } from './rows.ts';
import { databaseName } from './open-database.ts';
import type { StoreConnection } from './store-connection.ts';
import { placeTrials } from './place-trials.ts';
import { recoverTrials } from './recover-trials.ts';
import { rescueStore } from './rescue-store.ts';
import { SqliteReader } from './sqlite-reader.ts';
import type { StoreFiles } from './store-files.ts';
import { storeOutcome } from './store-outcome.ts';
import { SweepOpener } from './sweep-opener.ts';
import { insertVerification } from './verification-rows.ts';
import { withTranslatedErrors } from './translate-error.ts';

/** Used while a sweep runs: a wait inside SQLite would keep this thread from reacting to Ctrl-C and its workers. */
const runningBusyTimeoutMs = 500;

/** A sweep that this object has open. */
interface OpenedSweep {
  /** The token of its hold on the sweep. */
  readonly token: string;
  readonly engine: string;
  readonly isFresh: boolean;
  readonly retriesGivenUp: boolean;
}

type RunningAttempt = Pick<AttemptRow, 'trial_id' | 'sweep_id'>;

/** Reads and writes a store through one SQLite connection. */
export class SqliteStore extends SqliteReader implements Store {
  /** Sweeps that this object has opened and not closed. */
  readonly #opened = new Map<number, OpenedSweep>();

  /** Uptime at the start of each attempt that runs here. */
  readonly #startedAt = new Map<number, number>();

  readonly #files: StoreFiles | undefined;

  /** Runs the statements of functions that write one kind of row. */
  readonly #writer: Pick<StoreConnection, 'change'> = { change: (sql, ...values) => this.change(sql, ...values) };

  /** @param files undefined for a database in memory */
  constructor(database: Database.Database, surroundings: Surroundings, files?: StoreFiles) {
    super(database, surroundings, () => files?.isSame() ?? true);
    this.#files = files;
  }

  openSweep(sweep: SweepIdentity, options: OpenSweepOptions): SweepRecord {
    const record = this.#write(() => {
      const token = randomUUID();
      const row = new SweepOpener(this.#connection()).open(sweep, options, token);
      const { isFresh, retriesGivenUp = false } = options;
      this.#opened.set(row.id, { token, engine: row.engine, isFresh, retriesGivenUp });
      return toSweepRecord(row, true);
    });
    this.database.pragma(`busy_timeout = ${runningBusyTimeoutMs}`);
    return record;
  }

  extendSweep(sweepId: number, sweep: ExtendedSweep): SweepRecord {
    return this.#write(() => toSweepRecord(extendSweep(this.#connection(), sweepId, sweep), false));
  }

  placeTrials(sweepId: number, trials: readonly PlannedTrial[]): number[] {
    return this.#write(() => {
      this.#requireHold(sweepId);
      const opened = this.#opened.get(sweepId);
      if (opened === undefined) throw takenOver(sweepId);
      const connection = this.#connection();
      const { ids, hasChanged, shared } = placeTrials(connection, trials, { sweepId, ...opened });
      recoverTrials(connection, shared, { sweepId, ...opened });
      if (hasChanged)
        this.change('UPDATE sweep SET revision = revision + 1, updated_at = ? WHERE id = ?', connection.now, sweepId);
      return [...ids];
    });
  }

  #connection(): StoreConnection {
    return {
      get: (sql, ...values) => this.get(sql, ...values),
      all: (sql, ...values) => this.all(sql, ...values),
      change: (sql, ...values) => this.change(sql, ...values),
      isHeld: (row) => this.isRowHeld(row),
      isSweepHeld: this.heldSweeps(),
      now: this.surroundings.clock(),
      uptimeMs: this.surroundings.uptime(),
      home: this.surroundings.home,
    };
  }

  heartbeat(sweepId: number): void {
    this.#requireFiles();
    this.#write(() => {
      this.#requireHold(sweepId);
      // Not a revision: nothing visible has changed.
      this.change(
        'UPDATE sweep SET heartbeat_at = ?, heartbeat_uptime_ms = ? WHERE id = ?',
        this.surroundings.clock(),
        this.surroundings.uptime(),
        sweepId,
      );
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

  addVerification(verification: Verification): VerificationRecord {
    return this.#write(() => {
      const now = this.surroundings.clock();
      const record = insertVerification(this.#writer, verification, now);
      this.#bumpSweepsOf(verification.trialId, now);
      return record;
    });
  }

  closeSweep(sweepId: number, status: EndStatus): void {
    this.#requireFiles();
    this.#write(() => {
      this.#requireHold(sweepId);
      const secondsOf = (id: number): number | null => this.#secondsOf(id);
      closeSweep(this.#connection(), sweepId, { status, secondsOf });
    });
    this.#opened.delete(sweepId);
  }

  archiveSweep(sweepId: number, isArchived: boolean): void {
    this.#write(() => {
      this.#requireIdle(sweepId);
      const archivedAt = isArchived ? this.surroundings.clock() : null;
      this.change('UPDATE sweep SET archived_at = ?, revision = revision + 1 WHERE id = ?', archivedAt, sweepId);
    });
  }

  deleteSweep(sweepId: number): void {
    // With them, SQLite would search all metrics for each deleted attempt. What refers to a deleted row goes first.
    this.database.pragma('foreign_keys = OFF');
    try {
      this.#write(() => deleteSweep(this.#connection(), this.#requireIdle(sweepId)));
    } finally {
      this.database.pragma('foreign_keys = ON');
    }
  }

  /**
   * Returns a sweep that nobody runs.
   * @throws SweepdeckError `sweep-is-running`, `sweep-not-found`
   */
  #requireIdle(sweepId: number): SweepRow {
    const row = this.get<SweepRow>('SELECT * FROM sweep WHERE id = ?', sweepId);
    if (row === undefined) throw deletedMeanwhile(sweepId);
    if (this.isRowHeld(row)) throw sweepIsRunning(row);
    return row;
  }

  startAttempt(trialId: number, attempt: NewAttempt): AttemptRecord {
    const started = this.#write(() => {
      const now = this.surroundings.clock();
      const sweepId = attempt.sweepId ?? this.#sweepThatRuns(trialId);
      this.#requireHold(sweepId);
      const { retriesGivenUp = false } = this.#opened.get(sweepId) ?? {};
      // Frees a trial whose process is gone, or gives it up if the run was killed too often.
      const isRecovered = recoverTrials(this.#connection(), [trialId], { sweepId, retriesGivenUp });
      const { changes } = this.change(
        `UPDATE trial SET status = 'running', started_at = ?, finished_at = NULL, error = NULL
         WHERE id = ? AND status = 'pending'`,
        now,
        trialId,
      );
      if (changes === 0) {
        if (isRecovered) this.#bumpSweepsOf(trialId, now);
        return undefined;
      }
      const id = insertAttempt(this.#writer, attempt, { trialId, sweepId, now });
      this.#bumpSweepsOf(trialId, now);
      this.#startedAt.set(id, this.surroundings.uptime());
      const row = this.get<AttemptRow>('SELECT * FROM attempt WHERE id = ?', id);
      return row && toAttemptRecord(row, () => true);
    });
    // Thrown only now, so that a trial that was given up stays so.
    if (started === undefined) throw notWaiting(trialId);
    return started;
  }

  appendEpoch(attemptId: number, epoch: number, metrics: Readonly<Partial<Record<MetricName, number>>>): void {
    this.#writeTo(attemptId, () => {
      const { trial_id: trialId } = this.#requireRunning(attemptId);
      insertEpoch(this.#writer, { trialId, attemptId, epoch }, metrics);
      this.#bumpSweepsOf(trialId, this.surroundings.clock());
    });
  }

  addCheckpoint(attemptId: number, checkpoint: NewCheckpoint): CheckpointRecord {
    return this.#writeTo(attemptId, () => {
      const { trial_id: trialId } = this.#requireRunning(attemptId);
      return insertCheckpoint(this.#writer, checkpoint, { trialId, attemptId, now: this.surroundings.clock() });
    });
  }

  forgetCheckpoints(attemptId: number): void {
    this.#writeTo(attemptId, () => {
      const { trial_id: trialId } = this.#requireRunning(attemptId);
      this.change('DELETE FROM checkpoint WHERE trial_id = ?', trialId);
    });
  }

  forgetFinalStates(keys: readonly string[]): void {
    this.#write(() => {
      this.change(
        `DELETE FROM checkpoint WHERE kept_for = 'extend' AND trial_id IN
           (SELECT id FROM trial WHERE key IN (SELECT value FROM json_each(?)))`,
        JSON.stringify(keys),
      );
    });
  }

  keepOutput(attemptId: number, output: PrintedOutput): void {
    this.#writeTo(attemptId, () => {
      const { trial_id: trialId } = this.#requireRunning(attemptId);
      replaceOutput(this.#writer, attemptId, output);
      this.#bumpSweepsOf(trialId, this.surroundings.clock());
    });
  }

  endAttempt(attemptId: number, outcome: AttemptOutcome, load: MachineLoad | null = null): void {
    this.#writeTo(attemptId, () => {
      const { trial_id: trialId, sweep_id: sweepId } = this.#requireRunning(attemptId);
      const now = this.surroundings.clock();
      closeAttempt(this.#writer, attemptId, outcome, { seconds: this.#secondsOf(attemptId), load, now });
      storeOutcome(this.#writer, { trialId, attemptId, sweepId, now }, outcome);
      this.#bumpSweepsOf(trialId, now);
    });
    this.#startedAt.delete(attemptId);
  }

  /** Returns the seconds so far of an attempt that runs here. */
  #secondsOf(attemptId: number): number | null {
    const startedAt = this.#startedAt.get(attemptId);
    return startedAt === undefined ? null : (this.surroundings.uptime() - startedAt) / 1000;
  }

  /**
   * Returns whose attempt it is, if this process may continue it.
   * @throws SweepdeckError `sweep-taken-over`
   */
  #requireRunning(attemptId: number): RunningAttempt {
    const row = this.get<RunningAttempt & Pick<AttemptRow, 'status'> & Pick<HoldRow, 'hold_token'>>(
      `SELECT attempt.trial_id, attempt.sweep_id, attempt.status, sweep.hold_token FROM attempt
       LEFT JOIN sweep ON sweep.id = attempt.sweep_id AND sweep.status = 'running' WHERE attempt.id = ?`,
      attemptId,
    );
    if (row !== undefined) this.#requireToken(row.sweep_id, row.hold_token);
    // Another sweep took the trial, because this process looked dead.
    if (row?.status === 'interrupted') throw takenOver(row.sweep_id);
    if (row?.status !== 'running') throw new Error(`attempt ${attemptId} is not running`);
    return row;
  }

  /**
   * Checks this process's hold on a sweep.
   * @throws SweepdeckError `sweep-taken-over`
   */
  #requireHold(sweepId: number): void {
    const sql = "SELECT hold_token FROM sweep WHERE id = ? AND status = 'running'";
    this.#requireToken(sweepId, this.get<Pick<HoldRow, 'hold_token'>>(sql, sweepId)?.hold_token);
  }

  #requireToken(sweepId: number, stored: string | null | undefined): void {
    const token = this.#opened.get(sweepId)?.token;
    if (token === undefined || stored !== token) throw takenOver(sweepId);
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

  rescue(): string | undefined {
    return this.#files && rescueStore(this.database, databaseName);
  }

  askControl(control: NewControl): ControlRecord {
    return this.#write(() => insertControl(this.#connection(), control, this.surroundings.clock()));
  }

  answerControl(id: number, outcome: ControlOutcome, message: string): void {
    this.#write(() => answerControl(this.#connection(), id, { outcome, message, now: this.surroundings.clock() }));
  }

  updateRun(sweepId: number, run: { readonly isOnPause?: boolean; readonly workers?: number }): void {
    this.#write(() => {
      this.#requireHold(sweepId);
      updateRun(this.#connection(), sweepId, run);
    });
  }

  /** Writes to an attempt. Counts a write that is refused because the attempt no longer belongs to this process. */
  #writeTo<Value>(attemptId: number, action: () => Value): Value {
    try {
      return this.#write(action);
    } catch (error) {
      if (error instanceof SweepdeckError && error.code === 'sweep-taken-over')
        this.#write(() =>
          this.change('UPDATE attempt SET refused_writes = refused_writes + 1 WHERE id = ?', attemptId),
        );
      throw error;
    }
  }

  #write<Value>(action: () => Value): Value {
    try {
      return withTranslatedErrors(this.database.name, () => this.transaction.immediate(action) as Value);
    } catch (error) {
      // When files are removed, SQLite reports all kinds of damage.
      if (error instanceof SweepdeckError && damageCodes.has(error.code)) this.#requireFiles();
      throw error;
    }
  }

  /**
   * Checks that the files are still in place.
   * @throws SweepdeckError `store-gone`
   */
  #requireFiles(): void {
    const damage = withTranslatedErrors(this.database.name, () => this.#files?.damage());
    if (damage === undefined) return;
    throw new SweepdeckError({
      code: 'store-gone',
      message: `The store ${this.database.name} ${damage} while it was written.`,
      hint: 'Put it back, or run the same command again to start from scratch.',
    });
  }
}

const damageCodes: ReadonlySet<string> = new Set([
  'store-invalid',
  'store-corrupt',
  'store-failed',
  'store-not-writable',
]);
