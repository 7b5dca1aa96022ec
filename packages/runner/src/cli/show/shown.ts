import type { Mistake, ReliabilityBin } from '@sweepdeck/core/metrics';
import type { ClassScores } from '@sweepdeck/core/statistics';
import type { LeaderboardRow } from '../../records/leaderboard-row.ts';
import type { AttemptRecord, MetricPoint, SweepSummary, TrialRecord } from '../../records/records.ts';
import type { AttemptOutput } from '../../records/printed-output.ts';
import type { VerificationRecord } from '../../records/verification.ts';
import type { ModelSize } from '../../records/trial-artifacts.ts';
import type { LeaderText } from '../leaderboard/leader.ts';

export interface ShownSweep {
  readonly sweep: SweepSummary;
  /** The winning cell, in words; null until a trial has finished. */
  readonly leader: LeaderText | null;
  /** Sorted, the best row first. */
  readonly rows: readonly LeaderboardRow[];
  readonly trials: readonly TrialRecord[];
}

export interface ShownClass extends ClassScores {
  /** The class's index when its name is not known. */
  readonly name: string;
}

/** Everything that is shown of a trial. Values that were not measured are null. */
export interface ShownTrial {
  readonly sweep: SweepSummary | null;
  readonly trial: TrialRecord;
  readonly attempts: readonly AttemptRecord[];
  /** When it was trained again and compared, oldest first. */
  readonly verifications: readonly VerificationRecord[];
  /** The exact output of each attempt; long output lacks its middle. */
  readonly outputs: readonly AttemptOutput[];
  readonly metrics: readonly MetricPoint[];
  readonly model: ModelSize | null;
  /** Median over the epochs, in training images per second. */
  readonly imagesPerSecond: number | null;
  readonly engineMemoryMib: number | null;
  readonly classNames: readonly string[] | null;
  /** `confusion[truth][prediction]` on the test split. */
  readonly confusion: readonly (readonly number[])[] | null;
  readonly classes: readonly ShownClass[] | null;
  readonly reliability: readonly ReliabilityBin[] | null;
  readonly mistakes: readonly Mistake[] | null;
}
