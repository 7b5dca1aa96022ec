import type Database from 'better-sqlite3';
import type { MetricName } from '@sweepdeck/core/metrics';
import type {
  AttemptRecord,
  MetricPoint,
  SweepRecord,
  SweepSummary,
  TrialCounts,
  TrialRecord,
} from '../../records/records.ts';
import type { CheckpointRecord, Donor, FinalState } from '../../records/checkpoint-record.ts';
import type { Kills } from '../../records/killed-runs.ts';
import type { TrialStatus } from '../../records/statuses.ts';
import type { AttemptOutput } from '../../records/printed-output.ts';
import type { RangeTestRecord } from '../../records/range-test.ts';
import type { VerificationRecord } from '../../records/verification.ts';
import type { TrialArtifacts } from '../../records/trial-artifacts.ts';
import { isHeld } from '../liveness.ts';
import type { StoreReader, SweepDeletion } from '../store.ts';
import type { Surroundings } from '../surroundings.ts';
import { readBestObjective } from './best-objective.ts';
import type { ControlRecord } from '../../records/control-record.ts';
import { readMetrics } from './metric-rows.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { readControls } from './control-rows.ts';
import { readCheckpoints, readDonors, readFinalStates } from './checkpoint-rows.ts';
import { readDeletion } from './delete-sweep.ts';
import { toTrialArtifacts, type ArtifactRow } from './artifact-rows.ts';
import { toAttemptOutput, type OutputRow } from './output-rows.ts';
import { toRangeTestRecord, type RangeTestRow } from './range-test-rows.ts';
import {
  holdColumns,
  toAttemptRecord,
  toHold,
  toSweepRecord,
  toTrialRecord,
  toTrialStatus,
  toVisibleRevision,
  type AttemptRow,
  type HoldRow,
  type SweepRow,
  type TrialRow,
} from './rows.ts';
import { readKills } from './read-kills.ts';
import type { StoreConnection } from './store-connection.ts';
import { readVerifications } from './verification-rows.ts';

interface CountRow {
  readonly status: TrialStatus;
  readonly running_sweep_id: number | null;
  readonly count: number;
}

const trialColumns = `
  trial.id, place.sweep_id, place.position, trial.key, trial.cell, place.repeat, trial.config, place.parameters,
  trial.engine, trial.status, trial.best_epoch, trial.objective_value, trial.objective_kind, trial.seconds,
  trial.divergence, trial.metrics, trial.error, trial.started_at, trial.finished_at, place.is_reused,
  (SELECT count(*) FROM attempt WHERE attempt.trial_id = trial.id) AS attempts,
  running.sweep_id AS running_sweep_id`;
const trialTables = `
  sweep_trial AS place JOIN trial ON trial.id = place.trial_id
  LEFT JOIN attempt AS running ON running.trial_id = trial.id AND running.status = 'running'`;

/** Reads a store through one SQLite connection. */
export class SqliteReader extends SqliteConnection implements StoreReader {
  protected readonly surroundings: Surroundings;
  /**
   * Finished and diverged trials of each sweep, by their place. They change only when the sweep gets another spec, and
   * reading 10,000 of them takes 0.1 s.
   */
  readonly #done = new Map<number, DoneTrials>();
  readonly #rangeTests = new Map<number, RangeTestRecord>();
  /** The best objective of each sweep, as of a revision. */
  readonly #best = new Map<number, { readonly revision: number; readonly objective: number | null }>();

  readonly #isCurrent: () => boolean;
  /** Runs the queries of functions that read one kind of row. */
  readonly #rows: Pick<StoreConnection, 'all'> = { all: (sql, ...values) => this.all(sql, ...values) };

  constructor(database: Database.Database, surroundings: Surroundings, isCurrent: () => boolean = () => true) {
    super(database);
    this.surroundings = surroundings;
    this.#isCurrent = isCurrent;
  }

  isCurrent(): boolean {
    return this.#isCurrent();
  }

  listSweeps(): SweepSummary[] {
    return this.read(() => {
      const rows = this.all<SweepRow>('SELECT * FROM sweep ORDER BY id DESC');
      return rows.map((row) => this.#summarize(row));
    });
  }

  getSweep(id: number): SweepSummary | undefined {
    return this.read(() => {
      const row = this.get<SweepRow>('SELECT * FROM sweep WHERE id = ?', id);
      return row && this.#summarize(row);
    });
  }

  listTrials(sweepId: number): TrialRecord[] {
    return this.read(() => {
      const sql = `SELECT place.position, trial.id, trial.status FROM sweep_trial AS place
        JOIN trial ON trial.id = place.trial_id WHERE place.sweep_id = ? ORDER BY place.position`;
      const places = this.all<Pick<TrialRow, 'position' | 'id' | 'status'>>(sql, sweepId);
      const done = this.#doneOf(sweepId);
      const loaded = this.#loadTrials(
        sweepId,
        places.filter((place) => !done.has(doneKey(place))),
      );
      for (const trial of loaded.values()) if (trial.result !== null) done.set(doneKey(trial), trial);
      return places.flatMap((place) => loaded.get(place.position) ?? done.get(doneKey(place)) ?? []);
    });
  }

  #doneOf(sweepId: number): Map<string, TrialRecord> {
    const row = this.get<{ spec_hash: string }>('SELECT spec_hash FROM sweep WHERE id = ?', sweepId);
    const known = this.#done.get(sweepId);
    if (known !== undefined && known.specHash === row?.spec_hash) return known.trials;
    const trials = new Map<string, TrialRecord>();
    this.#done.set(sweepId, { specHash: row?.spec_hash, trials });
    return trials;
  }

  getTrial(id: number, sweepId?: number): TrialRecord | undefined {
    return this.read(() => {
      const sql = `SELECT ${trialColumns} FROM ${trialTables} WHERE trial.id = ? AND (? IS NULL OR place.sweep_id = ?)
        ORDER BY place.sweep_id, place.position LIMIT 1`;
      const row = this.get<TrialRow>(sql, id, sweepId ?? null, sweepId ?? null);
      return row && toTrialRecord(row, this.heldSweeps());
    });
  }

  isInOtherSweep(key: string, sweepId: number): boolean {
    const sql = `SELECT 1 FROM trial JOIN sweep_trial AS place ON place.trial_id = trial.id
      WHERE trial.key = ? AND place.sweep_id <> ? LIMIT 1`;
    return this.read(() => this.get(sql, key, sweepId) !== undefined);
  }

  listAttempts(trialId: number): AttemptRecord[] {
    return this.read(() => {
      const isSweepHeld = this.heldSweeps();
      const rows = this.all<AttemptRow>(
        `SELECT attempt.*, printed.bytes, printed.lines FROM attempt
         LEFT JOIN attempt_output AS printed ON printed.attempt_id = attempt.id
         WHERE attempt.trial_id = ? ORDER BY attempt.id`,
        trialId,
      );
      return rows.map((row) => toAttemptRecord(row, isSweepHeld));
    });
  }

  listControls(sweepId: number, isOpen = false): ControlRecord[] {
    return this.read(() => readControls(this.#rows, sweepId, isOpen));
  }

  listCheckpoints(trialId: number): CheckpointRecord[] {
    return this.read(() => readCheckpoints(this.#rows, trialId));
  }

  listDonors(trialId: number): Donor[] {
    return this.read(() => readDonors(this.#rows, trialId));
  }

  listFinalStates(): FinalState[] {
    return this.read(() => readFinalStates(this.#rows));
  }

  listBlobs(): ReadonlySet<string> {
    return this.read(() => {
      const rows = this.all<{ sha256: string }>('SELECT DISTINCT sha256 FROM checkpoint');
      return new Set(rows.map(({ sha256 }) => sha256));
    });
  }

  listKeys(): ReadonlySet<string> {
    return this.read(() => new Set(this.all<{ key: string }>('SELECT DISTINCT key FROM trial').map(({ key }) => key)));
  }

  previewDeletion(sweepId: number): SweepDeletion {
    return this.read(() => readDeletion(this.#rows, sweepId));
  }

  listOutputs(trialId: number): AttemptOutput[] {
    return this.read(() => {
      const rows = this.all<OutputRow>(
        `SELECT printed.* FROM attempt JOIN attempt_output AS printed ON printed.attempt_id = attempt.id
         WHERE attempt.trial_id = ? ORDER BY attempt.id`,
        trialId,
      );
      return rows.map(toAttemptOutput);
    });
  }

  listVerifications(trialId: number): VerificationRecord[] {
    return this.read(() => readVerifications(this.#rows, trialId));
  }

  listSweepsOf(trialId: number): number[] {
    const sql = 'SELECT DISTINCT sweep_id FROM sweep_trial WHERE trial_id = ? ORDER BY sweep_id';
    return this.read(() => this.all<{ sweep_id: number }>(sql, trialId).map(({ sweep_id: id }) => id));
  }

  getKills(trialId: number): Kills {
    return this.read(() => readKills(this.#rows, trialId));
  }

  listMetrics(trialIds: readonly number[], names?: readonly MetricName[]): MetricPoint[] {
    return this.read(() => readMetrics(this.#rows, trialIds, names));
  }

  getArtifacts(trialId: number): TrialArtifacts {
    return this.read(() => {
      const rows = this.all<ArtifactRow>('SELECT name, body FROM artifact WHERE trial_id = ? ORDER BY name', trialId);
      return toTrialArtifacts(rows, trialId);
    });
  }

  listRangeTests(): RangeTestRecord[] {
    return this.read(() => {
      const ids = this.all<Pick<RangeTestRow, 'id'>>('SELECT id FROM range_test ORDER BY id DESC');
      return ids.flatMap(({ id }) => this.#loadRangeTest(id) ?? []);
    });
  }

  newestRangeTestId(): number | null {
    return this.read(() => this.get<{ id: number | null }>('SELECT max(id) AS id FROM range_test')?.id ?? null);
  }

  getRangeTest(id: number): RangeTestRecord | undefined {
    return this.read(() => this.#loadRangeTest(id));
  }

  readRevisions(): ReadonlyMap<number, number> {
    return this.read(() => {
      const rows = this.all<HoldRow>(`SELECT ${holdColumns} FROM sweep`);
      return new Map(rows.map((row) => [row.id, toVisibleRevision(row, this.isRowHeld(row))]));
    });
  }

  /** Returns a function that tells which sweeps a living process runs, so that many rows need one look. */
  protected heldSweeps(): (sweepId: number) => boolean {
    const sql = `SELECT ${holdColumns} FROM sweep WHERE status = 'running'`;
    const held = new Set(
      this.all<HoldRow>(sql)
        .filter((row) => this.isRowHeld(row))
        .map((row) => row.id),
    );
    return (sweepId) => held.has(sweepId);
  }

  protected isRowHeld(row: HoldRow): boolean {
    return isHeld(toHold(row), this.surroundings);
  }

  #loadTrials(sweepId: number, places: readonly { readonly position: number }[]): Map<number, TrialRecord> {
    if (places.length === 0) return new Map();
    const isSweepHeld = this.heldSweeps();
    const rows = this.each<TrialRow>(
      `SELECT ${trialColumns} FROM json_each(?) AS wanted CROSS JOIN ${trialTables}
       WHERE place.sweep_id = ? AND place.position = wanted.value`,
      JSON.stringify(places.map(({ position }) => position)),
      sweepId,
    );
    const trials = new Map<number, TrialRecord>();
    for (const row of rows) trials.set(row.position, toTrialRecord(row, isSweepHeld));
    return trials;
  }

  /** A range test never changes, so its points are parsed only once. */
  #loadRangeTest(id: number): RangeTestRecord | undefined {
    const known = this.#rangeTests.get(id);
    if (known !== undefined) return known;
    const row = this.get<RangeTestRow>('SELECT * FROM range_test WHERE id = ?', id);
    if (row === undefined) return undefined;
    const test = toRangeTestRecord(row);
    this.#rangeTests.set(id, test);
    return test;
  }

  #summarize(row: SweepRow): SweepSummary {
    const sweep = toSweepRecord(row, this.isRowHeld(row));
    const isSweepHeld = this.heldSweeps();
    const groups = this.all<CountRow>(
      `SELECT trial.status, running.sweep_id AS running_sweep_id, count(*) AS count
       FROM ${trialTables} WHERE place.sweep_id = ? GROUP BY trial.status, running.sweep_id`,
      row.id,
    );
    const counts: Record<TrialStatus, number> = { pending: 0, running: 0, finished: 0, diverged: 0, failed: 0 };
    for (const group of groups) {
      counts[toTrialStatus(group.status, group.running_sweep_id, isSweepHeld)] += group.count;
    }
    return { ...sweep, counts: counts satisfies TrialCounts, bestObjective: this.#bestObjective(row, sweep) };
  }

  /** Results change only with the stored revision, so a sweep at rest is ranked only once. */
  #bestObjective({ id, revision }: SweepRow, sweep: SweepRecord): number | null {
    const known = this.#best.get(id);
    if (known?.revision === revision) return known.objective;
    const objective = readBestObjective(this.#rows, sweep);
    this.#best.set(id, { revision, objective });
    return objective;
  }
}

interface DoneTrials {
  readonly specHash: string | undefined;
  readonly trials: Map<string, TrialRecord>;
}

function doneKey({ position, id }: { readonly position: number; readonly id: number }): string {
  return `${position} ${id}`;
}
