import type { Mistake, ReliabilityBin } from '@sweepdeck/core/metrics';
import type { ClassScores } from '@sweepdeck/core/statistics';
import type { LeaderboardRow } from '../../records/leaderboard-row.ts';
import type { AttemptRecord, MetricPoint, SweepSummary, TrialRecord } from '../../records/records.ts';
import type { AttemptOutput } from '../../records/printed-output.ts';
import type { ModelSize } from '../../records/trial-artifacts.ts';
import type { LeaderText } from '../leaderboard/leader.ts';

export interface ShownSweep {
  readonly sweep: SweepSummary;
  /** Which cell is best, in words; null while no trial has finished. */
  readonly leader: LeaderText | null;
  /** Best first. */
  readonly rows: readonly LeaderboardRow[];
  readonly trials: readonly TrialRecord[];
}

export interface ShownClass extends ClassScores {
  /** The class's index where its name is not known. */
  readonly name: string;
}

/** What a trial has not measured is null. */
export interface ShownTrial {
  readonly sweep: SweepSummary | null;
  readonly trial: TrialRecord;
  readonly attempts: readonly AttemptRecord[];
  /** What each attempt has printed, exactly; its middle is left out where it is long. */
  readonly outputs: readonly AttemptOutput[];
  readonly metrics: readonly MetricPoint[];
  readonly model: ModelSize | null;
  /** Training images per second: the median of the epochs. */
  readonly imagesPerSecond: number | null;
  readonly engineMemoryMib: number | null;
  readonly classNames: readonly string[] | null;
  /** `confusion[truth][prediction]` on the test split. */
  readonly confusion: readonly (readonly number[])[] | null;
  readonly classes: readonly ShownClass[] | null;
  readonly reliability: readonly ReliabilityBin[] | null;
  readonly mistakes: readonly Mistake[] | null;
}
