import type { MetricName } from '@sweepdeck/core/metrics';
import type { SerializedError } from '@sweepdeck/core/errors';
import type { JsonValue } from '../records/json-value.ts';
import type { ParameterAxis } from '../records/parameter-axis.ts';
import type {
  AttemptRecord,
  MetricPoint,
  Objective,
  PlannedTrial,
  SweepRecord,
  SweepSummary,
  TrialKeys,
  TrialRecord,
  TrialResult,
} from '../records/records.ts';
import type { CheckpointRecord, NewCheckpoint } from '../records/checkpoint-record.ts';
import type { AttemptOutput, PrintedOutput } from '../records/printed-output.ts';
import type { Kills } from '../records/killed-runs.ts';
import type { Environment } from '../records/environment.ts';
import type { DoneStatus, EndStatus } from '../records/statuses.ts';
import type { ChosenEngine } from '../records/chosen-engine.ts';
import type { RangeTest, RangeTestRecord } from '../records/range-test.ts';
import type { TrialArtifacts } from '../records/trial-artifacts.ts';

/** Identifies a sweep before any trial has a place in it. */
export interface SweepIdentity {
  readonly name: string;
  readonly specHash: string;
  readonly spec: JsonValue;
  readonly source: string;
  readonly objective: Objective;
  readonly axes: readonly ParameterAxis[];
  readonly repeats: number;
  readonly engine: string;
  /** Undefined when not known. */
  readonly chosenEngine?: ChosenEngine;
  /**
   * The trials that the sweep begins with: all of a grid, the first ones of a search. Their keys include the data,
   * the engine and its numerics, and so decide whether a sweep of the same spec is continued.
   */
  readonly firstTrials: readonly TrialKeys[];
}

export interface OpenSweepOptions {
  /**
   * Whether to ignore finished trials with the same key: a new sweep with new rows is created. Earlier sweeps and
   * rows stay unchanged.
   */
  readonly isFresh: boolean;
  readonly workers: number;
  /** Id of the process that runs the sweep. */
  readonly processId: number;
  /** Whether to retry trials that were given up because the run was killed while they trained; false when omitted. */
  readonly retriesGivenUp?: boolean;
}

export interface NewAttempt {
  readonly worker: number;
  readonly environment: Environment;
  /** When omitted, the first open sweep of this object that has the trial. */
  readonly sweepId?: number;
  /** The checkpoint from which the attempt continues; when omitted, it starts from scratch. */
  readonly from?: CheckpointRecord;
}

export type AttemptOutcome =
  | {
      readonly status: DoneStatus;
      readonly result: TrialResult;
      readonly artifacts?: TrialArtifacts;
      /** The part of the trial's seconds that earlier attempts trained; 0 when omitted. */
      readonly earlierSeconds?: number;
    }
  | { readonly status: 'failed'; readonly error: SerializedError }
  | { readonly status: 'stopped' };

/** The consequences of deleting a sweep. */
export interface SweepDeletion {
  /** Trials that go, because no other sweep has them. */
  readonly trialIds: readonly number[];
  /** Number of its trials that stay, because other sweeps have them. */
  readonly sharedTrials: number;
  /** Keys of trials that go with it; kept weights are named by them. */
  readonly keys: readonly string[];
  /** SHA-256 of the checkpoints that nothing refers to afterwards. */
  readonly blobs: readonly string[];
}

/** Reads a store: safe from any process at any time, never blocked by the writer and never blocking it. */
export interface StoreReader {
  /** Lists sweeps, newest first. */
  listSweeps(): SweepSummary[];
  getSweep(id: number): SweepSummary | undefined;
  /** Lists trials by position. */
  listTrials(sweepId: number): TrialRecord[];
  /** Returns the trial as part of the given sweep, or of the first sweep that has it. */
  getTrial(id: number, sweepId?: number): TrialRecord | undefined;
  /** Tells whether another sweep has a trial with this key. */
  isInOtherSweep(key: string, sweepId: number): boolean;
  /** Lists attempts, oldest first. */
  listAttempts(trialId: number): AttemptRecord[];
  /** Lists the checkpoints from which the trial can continue, newest first. */
  listCheckpoints(trialId: number): CheckpointRecord[];
  /** Returns the SHA-256 of every blob that a checkpoint refers to. */
  listBlobs(): ReadonlySet<string>;
  /** Returns the key of every trial. */
  listKeys(): ReadonlySet<string>;
  /** Returns what `deleteSweep` would delete. */
  previewDeletion(sweepId: number): SweepDeletion;
  /** Lists the output of a trial's attempts, oldest first; attempts without output are omitted. */
  listOutputs(trialId: number): AttemptOutput[];
  /** Returns how often in a row, most recently, the whole run was killed while it trained this trial. */
  getKills(trialId: number): Kills;
  /**
   * Lists the points of each trial, sorted by trial, name and epoch.
   * @param names metrics to read; all when omitted
   */
  listMetrics(trialIds: readonly number[], names?: readonly MetricName[]): MetricPoint[];
  /** Returns the artifacts of a finished or diverged trial; empty for any other. */
  getArtifacts(trialId: number): TrialArtifacts;
  /** Lists range tests, newest first. */
  listRangeTests(): RangeTestRecord[];
  getRangeTest(id: number): RangeTestRecord | undefined;
  /** Null when there is none. Cheap enough to poll several times a second. */
  newestRangeTestId(): number | null;
  /**
   * Returns a whole number per sweep that grows whenever a process has written to it or its process has died. Cheap
   * enough to poll several times a second.
   */
  readRevisions(): ReadonlyMap<number, number>;
  /**
   * Returns false when the store in the directory is no longer the one that this object reads: it was removed, moved
   * or replaced.
   */
  isCurrent(): boolean;
  close(): void;
}

/**
 * Writes a store; only for the orchestrator's main thread. Every method may throw SweepdeckError `store-busy` while
 * another program has the store locked; it has then changed nothing and may be called again. Every method is one
 * transaction, so a killed process leaves either all of it or nothing. The row of a finished or diverged trial never
 * changes again, and goes only with its sweep.
 */
export interface Store extends StoreReader {
  /**
   * Creates the sweep, or continues the newest one with the same spec hash whose first trials have the same keys
   * (other keys mean other data or numerics, whose results must not mix), archived or not. With `isFresh` it creates a new sweep,
   * which the next run continues. A continued sweep keeps its trials and its stored engine, and is no longer archived. Takes the sweep for this
   * process. Attempts that a dead process left running become interrupted. Their trials become pending, or failed if
   * the run was killed too often in the same epoch; other failed trials become pending.
   *
   * @throws SweepdeckError `sweep-is-running` when another live process runs it
   */
  openSweep(sweep: SweepIdentity, options: OpenSweepOptions): SweepRecord;
  /**
   * Places trials in a sweep that this object has open, behind those it has; may be called again with more. A trial
   * that the sweep already has keeps its place. A trial whose key is finished or diverged is reused; one that another
   * sweep trains, or will train, is shared with it. With `isFresh` every trial gets a new row. Repairs what a dead
   * process left of these trials, as `openSweep` does.
   *
   * @returns ids in the given order
   *
   * @throws SweepdeckError `sweep-taken-over`
   */
  placeTrials(sweepId: number, trials: readonly PlannedTrial[]): number[];
  /**
   * Reports that this process still runs the sweep; call it every few seconds. Not a revision: nothing visible
   * changes.
   *
   * @throws SweepdeckError `sweep-taken-over` when another process took the sweep because this one looked dead;
   * `store-gone` when the files were removed, moved, replaced or truncated, so that nobody else can see what is
   * written
   */
  heartbeat(sweepId: number): void;
  /**
   * Releases this process's hold on the sweep; trials that still run become interrupted.
   * @throws SweepdeckError as `heartbeat`
   */
  closeSweep(sweepId: number, status: EndStatus): void;
  /**
   * Starts an attempt at a trial. Of several sweeps that share the trial, the first one open here counts. Metrics and
   * checkpoints from after the point where the attempt starts are deleted.
   *
   * @throws SweepdeckError `trial-not-waiting` when it is done or a living sweep runs it; `sweep-taken-over`
   */
  startAttempt(trialId: number, attempt: NewAttempt): AttemptRecord;
  /**
   * Stores the metrics of an epoch.
   * @throws SweepdeckError `sweep-taken-over`, as `endAttempt`
   */
  appendEpoch(attemptId: number, epoch: number, metrics: Readonly<Partial<Record<MetricName, number>>>): void;
  /**
   * Adds a checkpoint of a running attempt, and forgets those of its trial that are older than the newest two.
   * @throws SweepdeckError `sweep-taken-over`
   */
  addCheckpoint(attemptId: number, checkpoint: NewCheckpoint): CheckpointRecord;
  /** Forgets all checkpoints of a running attempt's trial, because training cannot continue from them. */
  forgetCheckpoints(attemptId: number): void;
  /**
   * Stores the output of a running attempt so far, replacing what was stored before.
   * @throws SweepdeckError `sweep-taken-over`
   */
  keepOutput(attemptId: number, output: PrintedOutput): void;
  /** Ends a running attempt. The checkpoints of a trial that finished or diverged are forgotten. */
  endAttempt(attemptId: number, outcome: AttemptOutcome): void;
  /**
   * Saves everything that this object still sees into a store beside the old one, once that is gone. Returns its
   * directory; undefined when nothing could be saved.
   */
  rescue(): string | undefined;
  /**
   * Archives a sweep, which lists then leave out, or brings it back.
   * @throws SweepdeckError `sweep-is-running` when a live process runs it
   */
  archiveSweep(sweepId: number, isArchived: boolean): void;
  /**
   * Deletes a sweep, and with it the trials that no other sweep has. Its attempts at trials that stay belong to another
   * sweep afterwards. Files are deleted by the caller; the ids are never given again.
   *
   * @throws SweepdeckError `sweep-is-running` when a live process runs it
   */
  deleteSweep(sweepId: number): void;
  addRangeTest(test: RangeTest): RangeTestRecord;
}
