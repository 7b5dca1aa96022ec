import type { JsonValue } from './json-value.ts';
import type { TrialCounts } from './records.ts';
import type { TrialStatus } from './statuses.ts';

/** Statistics of a number over the repeats of a cell. */
export interface SeedSummary {
  readonly count: number;
  readonly mean: number;
  /** Sample standard deviation (n - 1); null for fewer than two repeats. */
  readonly standardDeviation: number | null;
  readonly min: number;
  readonly max: number;
}

/** A repeat of a cell and its state. */
export interface RepeatState {
  readonly trialId: number;
  /** Counted from 0; with k folds, fold f of seed r is repeat r k + f. */
  readonly repeat: number;
  /** `diverged` also covers a training that ended without a finite objective. */
  readonly status: TrialStatus;
}

/** A cell of a sweep, ranked by `rankCells`. */
export interface LeaderboardRow {
  /**
   * Counted from 1; cells that the repeats cannot distinguish share a rank (1, 1, 3). Null until a repeat has
   * finished.
   */
  readonly rank: number | null;
  /** Whether another cell has the same rank. */
  readonly isTied: boolean;
  readonly cell: string;
  /** The value of each swept axis, by path. */
  readonly parameters: Readonly<Record<string, JsonValue>>;
  /** A short name: `cross-entropy · adam · 0.001`. */
  readonly label: string;
  /** Trial ids in the order of the repeats. */
  readonly trialIds: readonly number[];
  /** States in the order of the repeats. */
  readonly repeats: readonly RepeatState[];
  readonly counts: TrialCounts;
  /**
   * The objective at each repeat's best epoch, by which cells are ranked. Diverged repeats count as the worst value
   * or are left out, as the sweep's `diverged` says. Null until a repeat has finished.
   */
  readonly objective: SeedSummary | null;
  /** The objective over finished repeats only. Test accuracy, epoch and seconds are over these repeats too. */
  readonly finishedObjective: SeedSummary | null;
  /** The objective with diverged repeats counted as the worst value, whatever the sweep's `diverged` says. */
  readonly worstCountedObjective: SeedSummary | null;
  readonly testAccuracy: SeedSummary | null;
  readonly bestEpoch: SeedSummary | null;
  readonly seconds: SeedSummary | null;
}
