import type { JsonValue, TrialCounts } from './records.ts';

/** A number over the repeats of a cell. Diverged repeats are counted apart and have no part in it. */
export interface SeedSummary {
  readonly count: number;
  readonly mean: number;
  /** Sample standard deviation (n - 1); null for fewer than two repeats. */
  readonly standardDeviation: number | null;
  readonly min: number;
  readonly max: number;
}

/** One cell of a sweep, ranked by the mean of the sweep's objective over its repeats. */
export interface LeaderboardRow {
  /** From 1; equal means share a rank (1, 1, 3). Null while no repeat has finished. */
  readonly rank: number | null;
  readonly cell: string;
  /** Value of each swept axis, by path. */
  readonly parameters: Readonly<Record<string, JsonValue>>;
  /** Short and human: `cross-entropy · adam · 0.001`. */
  readonly label: string;
  /** By repeat. */
  readonly trialIds: readonly number[];
  readonly counts: TrialCounts;
  /** At each repeat's best epoch; null while no repeat has finished. */
  readonly objective: SeedSummary | null;
  readonly testAccuracy: SeedSummary | null;
  readonly bestEpoch: SeedSummary | null;
  readonly seconds: SeedSummary | null;
}
