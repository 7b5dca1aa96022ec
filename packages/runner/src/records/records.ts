import type { Goal, MetricName } from '@sweepdeck/core/metrics';
import type { NonFiniteKind, TrialConfig } from '@sweepdeck/core/training';
import type { SerializedError } from '@sweepdeck/core/errors';
import type { ChosenEngine } from './chosen-engine.ts';
import type { Environment } from './environment.ts';
import type { JsonValue } from './json-value.ts';
import type { PrintedSize } from './printed-output.ts';
import type { ParameterAxis } from './parameter-axis.ts';
import type { AttemptStatus, SweepStatus, TrialStatus } from './statuses.ts';

export interface Objective {
  readonly name: MetricName;
  readonly goal: Goal;
}

/** Times are milliseconds since the Unix epoch. */
export interface SweepRecord {
  readonly id: number;
  readonly name: string;
  /** Hash of the resolved spec: the same spec continues the same sweep. */
  readonly specHash: string;
  /** The resolved spec as JSON, `--set` overrides applied. */
  readonly spec: JsonValue;
  /** The YAML as written, for showing. */
  readonly source: string;
  readonly objective: Objective;
  readonly axes: readonly ParameterAxis[];
  /** Trials of each cell: seeds, times the folds of a cross-validation. */
  readonly repeats: number;
  readonly engine: string;
  /** Null in a sweep from before this was kept. */
  readonly chosenEngine: ChosenEngine | null;
  readonly status: SweepStatus;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly workers: number | null;
  /** Grows with every write that concerns this sweep; readers compare it to see changes. */
  readonly revision: number;
}

export type TrialCounts = Readonly<Record<TrialStatus, number>>;

export interface SweepSummary extends SweepRecord {
  readonly counts: TrialCounts;
  /** Mean of the objective over the repeats of the cell that ranks first; null while no trial has finished. */
  readonly bestObjective: number | null;
}

/** What tells whether two trials are the same. */
export interface TrialKeys {
  /** Hash of configuration, dataset fingerprint, engine and numerics version. */
  readonly key: string;
  /** Hash of the configuration without its seed and fold: equal for the repeats of one cell. */
  readonly cell: string;
  /**
   * Key and cell from when every way of writing a configuration had its own; absent where they are the same. A store that
   * knows the cell by them keeps them.
   */
  readonly former?: { readonly key: string; readonly cell: string };
}

/** A trial as the planner hands it to the store. */
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
  /** `test.accuracy` and the other test metrics; empty when diverged. */
  readonly metrics: Readonly<Partial<Record<MetricName, number>>>;
}

/** A trial as seen in one sweep. */
export interface TrialRecord extends PlannedTrial {
  readonly id: number;
  readonly sweepId: number;
  /** Place in the sweep, in the order in which trials were placed, counted from 0. */
  readonly position: number;
  readonly status: TrialStatus;
  readonly engine: string;
  /** Null until finished or diverged. */
  readonly result: TrialResult | null;
  readonly attempts: number;
  readonly error: SerializedError | null;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** True when this sweep found it already finished by another. */
  readonly isReused: boolean;
}

export interface AttemptRecord {
  readonly id: number;
  readonly trialId: number;
  readonly status: AttemptStatus;
  readonly worker: number;
  readonly environment: Environment;
  readonly startedAt: number;
  /** When it ended; of a killed process when that was found out. No duration: the clock may have been set meanwhile. */
  readonly finishedAt: number | null;
  /** How long it took. Null while it runs, and when nobody measured it: its process was killed, or an earlier version ran it. */
  readonly seconds: number | null;
  readonly error: SerializedError | null;
  /** Null when it has printed nothing. */
  readonly printed: PrintedSize | null;
}

export interface MetricPoint {
  readonly trialId: number;
  readonly epoch: number;
  readonly name: MetricName;
  /** NaN and infinities come back as themselves. */
  readonly value: number;
}
