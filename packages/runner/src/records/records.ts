import type { Goal, MetricName } from '@sweepdeck/core/metrics';
import type { NonFiniteKind, TrialConfig } from '@sweepdeck/core/training';
import type { SerializedError } from '@sweepdeck/core/errors';
import type { ChosenEngine } from './chosen-engine.ts';
import type { Environment } from './environment.ts';
import type { FailureKind } from './failure-kind.ts';
import type { MachineLoad } from './machine-load.ts';
import type { JsonValue } from './json-value.ts';
import type { PrintedSize } from './printed-output.ts';
import type { ParameterAxis } from './parameter-axis.ts';
import type { AttemptStatus, SweepStatus, TrialStatus } from './statuses.ts';

export interface Objective {
  readonly name: MetricName;
  readonly goal: Goal;
}

/** A stored sweep. Times are milliseconds since the Unix epoch. */
export interface SweepRecord {
  readonly id: number;
  readonly name: string;
  /** Hash of the resolved spec; the same spec continues the same sweep. */
  readonly specHash: string;
  /** The resolved spec as JSON, with `--set` overrides applied. */
  readonly spec: JsonValue;
  /** The YAML as written, for display. */
  readonly source: string;
  readonly objective: Objective;
  readonly axes: readonly ParameterAxis[];
  /** Trials per cell: seeds times folds. */
  readonly repeats: number;
  readonly engine: string;
  /** Null for sweeps that were stored before this was recorded. */
  readonly chosenEngine: ChosenEngine | null;
  readonly status: SweepStatus;
  /** When `runner pause` halted the running sweep; null unless it waits for `runner resume`. */
  readonly onPauseSince: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When it was archived; null for a sweep that lists show. */
  readonly archivedAt: number | null;
  readonly workers: number | null;
  /** Grows with every write to this sweep; readers compare it to detect changes. */
  readonly revision: number;
}

export type TrialCounts = Readonly<Record<TrialStatus, number>>;

export interface SweepSummary extends SweepRecord {
  readonly counts: TrialCounts;
  /** Mean objective over the repeats of the top-ranked cell; null until a trial has finished. */
  readonly bestObjective: number | null;
}

/** Keys that identify equal trials. */
export interface TrialKeys {
  /** Hash of configuration, dataset fingerprint, engine and numerics version. */
  readonly key: string;
  /** Hash of the configuration without seed and fold: equal for all repeats of a cell. */
  readonly cell: string;
  /**
   * Key and cell by the rules of earlier versions, under which equal configurations could have different keys; absent
   * when they are the same. A store that knows the trial by its former key keeps it.
   */
  readonly former?: { readonly key: string; readonly cell: string };
  /**
   * Hash as `key`, but without the number of epochs: the same for trials that differ in nothing else. Without it, a
   * trial neither continues another one nor is continued.
   */
  readonly keyWithoutEpochs?: string;
}

/** A trial as the planner gives it to the store. */
export interface PlannedTrial extends TrialKeys {
  /** Counted from 0; with k folds, fold f of seed r is repeat r k + f. */
  readonly repeat: number;
  readonly config: TrialConfig;
  /** The value of each swept axis, by path. */
  readonly parameters: Readonly<Record<string, JsonValue>>;
}

export interface TrialResult {
  /** Counted from 1; null when the trial diverged before the first epoch ended. */
  readonly bestEpoch: number | null;
  /** Not finite when the trial diverged. */
  readonly objective: number;
  readonly seconds: number;
  readonly divergedAt: {
    readonly epoch: number;
    readonly step: number;
    readonly quantity: string;
    readonly value: NonFiniteKind;
  } | null;
  /** `test.accuracy` and the other test metrics; empty when the trial diverged. */
  readonly metrics: Readonly<Partial<Record<MetricName, number>>>;
}

/** A trial as part of one sweep. */
export interface TrialRecord extends PlannedTrial {
  readonly id: number;
  readonly sweepId: number;
  /** Place in the sweep, counted from 0, in the order in which trials were placed. */
  readonly position: number;
  readonly status: TrialStatus;
  readonly engine: string;
  /** Null until finished or diverged. */
  readonly result: TrialResult | null;
  readonly attempts: number;
  readonly error: SerializedError | null;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** True when the sweep found the trial already finished by another sweep. */
  readonly isReused: boolean;
}

/** The checkpoint from which an attempt continued. */
export interface CheckpointPlace {
  /** Number of finished epochs. */
  readonly epoch: number;
  /** Number of finished steps. */
  readonly step: number;
  /** The trial with fewer epochs whose final state it is; null when it is a checkpoint of the same trial. */
  readonly trialId: number | null;
}

export interface AttemptRecord {
  readonly id: number;
  readonly trialId: number;
  /** The sweep that ran it. */
  readonly sweepId: number;
  readonly status: AttemptStatus;
  readonly worker: number;
  readonly environment: Environment;
  readonly startedAt: number;
  /**
   * When the attempt ended; for a killed process, when that was noticed. Durations are stored separately, because the
   * wall clock may have been changed meanwhile.
   */
  readonly finishedAt: number | null;
  /**
   * Duration of the attempt. Null while it runs, and when it was not measured: its process was killed, or an earlier
   * version ran it.
   */
  readonly seconds: number | null;
  /** Null when it started from scratch. */
  readonly from: CheckpointPlace | null;
  /** The last finished epoch, counted from 1; null before the first. */
  readonly lastEpoch: number | null;
  /** The load of the machine while it ran; null when it was not sampled. */
  readonly load: MachineLoad | null;
  readonly error: SerializedError | null;
  /** Null when it has not failed. */
  readonly failureKind: FailureKind | null;
  /** The last step of the trial that was reported, counted from 1; null when not known. */
  readonly lastStep: number | null;
  /** Number of writes that were refused, because another process had taken the trial in the meantime. */
  readonly refusedWrites: number;
  /** Null when nothing was printed. */
  readonly printed: PrintedSize | null;
}

export interface MetricPoint {
  readonly trialId: number;
  readonly epoch: number;
  readonly name: MetricName;
  /** The value, which may be NaN or infinite. */
  readonly value: number;
}
