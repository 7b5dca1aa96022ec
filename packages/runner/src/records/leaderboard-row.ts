import type { JsonValue } from './json-value.ts';
import type { TrialCounts } from './records.ts';
import type { TrialStatus } from './statuses.ts';

/** A number over the repeats of a cell. */
export interface SeedSummary {
  readonly count: number;
  readonly mean: number;
  /** Sample standard deviation (n - 1); null for fewer than two repeats. */
  readonly standardDeviation: number | null;
  readonly min: number;
  readonly max: number;
}

/** One repeat of a cell, and how it fares. */
export interface RepeatState {
  readonly trialId: number;
  /** Counted from 0; with k folds, fold f of seed r is repeat r k + f. */
  readonly repeat: number;
  /** `diverged` also for a training that ended without a finite objective. */
  readonly status: TrialStatus;
}

/** One cell of a sweep, ranked as `rankCells` says. */
export interface LeaderboardRow {
  /** From 1; cells that the repeats cannot tell apart share a rank (1, 1, 3). Null while no repeat has finished. */
  readonly rank: number | null;
  /** Whether another cell has the same rank. */
  readonly isTied: boolean;
  readonly cell: string;
  /** Value of each swept axis, by path. */
  readonly parameters: Readonly<Record<string, JsonValue>>;
  /** Short and human: `cross-entropy · adam · 0.001`. */
  readonly label: string;
  /** By repeat. */
  readonly trialIds: readonly number[];
  /** By repeat. */
  readonly repeats: readonly RepeatState[];
  readonly counts: TrialCounts;
  /**
   * What ranks, at each repeat's best epoch: diverged repeats count as the worst value, or are left out, as the sweep's
   * `diverged` says. Null while no repeat has finished.
   */
  readonly objective: SeedSummary | null;
  /** The same over the repeats that finished, as are test accuracy, epoch and seconds. */
  readonly finishedObjective: SeedSummary | null;
  /** The same with diverged repeats counted as the worst value, whatever the sweep's `diverged` says. */
  readonly worstCountedObjective: SeedSummary | null;
  readonly testAccuracy: SeedSummary | null;
  readonly bestEpoch: SeedSummary | null;
  readonly seconds: SeedSummary | null;
}
