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
import type { AttemptOutput, PrintedOutput } from '../records/printed-output.ts';
import type { Kills } from '../records/killed-runs.ts';
import type { Environment } from '../records/environment.ts';
import type { DoneStatus, EndStatus } from '../records/statuses.ts';
import type { ChosenEngine } from '../records/chosen-engine.ts';
import type { RangeTest, RangeTestRecord } from '../records/range-test.ts';
import type { TrialArtifacts } from '../records/trial-artifacts.ts';

/** What a sweep is, before any trial has a place in it. */
export interface SweepIdentity {
  readonly name: string;
  readonly specHash: string;
  readonly spec: JsonValue;
  readonly source: string;
  readonly objective: Objective;
  readonly axes: readonly ParameterAxis[];
  readonly repeats: number;
  readonly engine: string;
  /** Left out: not known. */
  readonly chosenEngine?: ChosenEngine;
  /**
   * The trials that the sweep begins with: all of a grid, the first of a search. Their keys hold the data, the engine and its
   * numerics, and so decide whether a sweep of the same spec is continued.
   */
  readonly firstTrials: readonly TrialKeys[];
}

export interface OpenSweepOptions {
  /** Forget finished trials of the same key: a new sweep with new rows is made. Earlier sweeps and rows stay as they are. */
  readonly isFresh: boolean;
  readonly workers: number;
  /** Of the process that runs the sweep. */
  readonly processId: number;
  /** Trials that were given up because the run was killed with them are tried again. Left out: false. */
  readonly retriesGivenUp?: boolean;
}

export interface NewAttempt {
  readonly worker: number;
  readonly environment: Environment;
  /** Left out: the first sweep with this trial that this object has open. */
  readonly sweepId?: number;
}

export type AttemptOutcome =
  | {
      readonly status: DoneStatus;
      readonly result: TrialResult;
      readonly artifacts?: TrialArtifacts;
    }
  | { readonly status: 'failed'; readonly error: SerializedError }
  | { readonly status: 'stopped' };

/** Reading: safe from any process at any time, never blocked by the writer and never blocking it. */
export interface StoreReader {
  /** Newest first. */
  listSweeps(): SweepSummary[];
  getSweep(id: number): SweepSummary | undefined;
  /** By position. */
  listTrials(sweepId: number): TrialRecord[];
  /** As seen in the given sweep, or in the first sweep that has it. */
  getTrial(id: number, sweepId?: number): TrialRecord | undefined;
  /** Whether another sweep has a trial of this key too. */
  isInOtherSweep(key: string, sweepId: number): boolean;
  /** Oldest first. */
  listAttempts(trialId: number): AttemptRecord[];
  /** What the attempts of a trial have printed, oldest first; those that have printed nothing are not there. */
  listOutputs(trialId: number): AttemptOutput[];
  /** How often in a row, up to now, the whole run was killed while it trained this. */
  getKills(trialId: number): Kills;
  /** Points of the latest attempt of each trial, by trial, name, epoch. `names` left out: all. */
  listMetrics(trialIds: readonly number[], names?: readonly MetricName[]): MetricPoint[];
  /** Of a finished or diverged trial; empty for any other. */
  getArtifacts(trialId: number): TrialArtifacts;
  /** Newest first. */
  listRangeTests(): RangeTestRecord[];
  getRangeTest(id: number): RangeTestRecord | undefined;
  /** Null where there is none; cheap enough to poll several times a second. */
  newestRangeTestId(): number | null;
  /** By sweep, whole numbers. Grows whenever any process has written or the sweep's process has died; cheap enough to poll several times a second. */
  readRevisions(): ReadonlyMap<number, number>;
  /** False when the store that this object reads is no longer the one in its directory: removed, moved or replaced. */
  isCurrent(): boolean;
  close(): void;
}

/**
 * Writing: only the orchestrator's main thread. Every method may throw SweepdeckError `store-busy` while another program has
 * the store locked; it has then done nothing and may be called again. Every method is one transaction, so a killed process leaves either all of
 * it or nothing. A finished or diverged trial's row never changes again.
 */
export interface Store extends StoreReader {
  /**
   * Creates the sweep, or continues the newest one with the same spec hash whose first trials have the same keys (other keys
   * mean other data or other numerics, whose results must not mix). With `isFresh` a new sweep is made, which the next run
   * continues. A continued sweep keeps its trials and what it has stored about its engine. Takes the sweep for this process.
   * Marks attempts that a dead process left running in it as interrupted and their trials as pending, or as failed once the
   * run was killed too often in the same epoch of one; other failed trials as pending.
   * @throws SweepdeckError `sweep-is-running` when another live process runs it.
   */
  openSweep(sweep: SweepIdentity, options: OpenSweepOptions): SweepRecord;
  /**
   * Gives trials a place in a sweep that this object has open, behind those that it has; may be called again with more. A
   * trial that the sweep already has keeps its place. A key that is already finished or diverged is reused; one that another
   * sweep still has to train, or trains right now, is shared with it; with `isFresh` every trial is a new row. Marks what a
   * dead process left of these trials as `openSweep` does.
   * @returns ids in the order given
   * @throws SweepdeckError `sweep-taken-over`
   */
  placeTrials(sweepId: number, trials: readonly PlannedTrial[]): number[];
  /**
   * Says that this process still runs the sweep; call every few seconds. Not a revision: nothing that is shown changes.
   * @throws SweepdeckError `sweep-taken-over` when another process took it, because this one looked dead; `store-gone` when
   *   the files were removed, moved, replaced or cut off, so that nobody else sees what is written.
   */
  heartbeat(sweepId: number): void;
  /** Ends this process's hold on the sweep; what still runs in it becomes interrupted. @throws SweepdeckError as `heartbeat` */
  closeSweep(sweepId: number, status: EndStatus): void;
  /**
   * Takes a trial: of several sweeps that share it, the first one here has it.
   * @throws SweepdeckError `trial-not-waiting` when it is done or a living sweep runs it; `sweep-taken-over`
   */
  startAttempt(trialId: number, attempt: NewAttempt): AttemptRecord;
  /** @throws SweepdeckError `sweep-taken-over`, as `endAttempt` */
  appendEpoch(attemptId: number, epoch: number, metrics: Readonly<Partial<Record<MetricName, number>>>): void;
  /** Keeps what a running attempt has printed so far, instead of what was kept before. @throws SweepdeckError `sweep-taken-over` */
  keepOutput(attemptId: number, output: PrintedOutput): void;
  endAttempt(attemptId: number, outcome: AttemptOutcome): void;
  /** Once the store is gone: saves what this object still sees as a store beside it. Undefined when nothing could be saved. */
  rescue(): string | undefined;
  addRangeTest(test: RangeTest): RangeTestRecord;
}
