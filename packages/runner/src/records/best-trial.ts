import { compareByGoal } from '@sweepdeck/core/statistics';
import { toOutcome } from './leaderboard.ts';
import { rankCells } from './rank-cells.ts';
import type { SweepRecord, TrialRecord } from './records.ts';

/**
 * Returns the trial that represents a sweep: in the top-ranked cell, the finished trial with the best objective. Ties
 * go to the first in the grid. Undefined until a trial has finished.
 */
export function bestTrial(
  sweep: Pick<SweepRecord, 'objective' | 'spec'>,
  trials: readonly TrialRecord[],
): TrialRecord | undefined {
  const [winner] = rankCells(sweep, trials.map(toOutcome));
  return (
    winner &&
    bestOfCell(
      sweep,
      winner.trials.map(({ trial }) => trial),
    )
  );
}

/**
 * Returns the finished trial of a cell with the best objective. Ties go to the first in the grid. Undefined until a
 * trial has finished.
 */
export function bestOfCell(
  { objective: { goal } }: Pick<SweepRecord, 'objective'>,
  trials: readonly TrialRecord[],
): TrialRecord | undefined {
  const objectiveOf = ({ result }: TrialRecord): number => result?.objective ?? Number.NaN;
  return trials
    .filter((trial) => trial.status === 'finished' && Number.isFinite(objectiveOf(trial)))
    .toSorted((a, b) => compareByGoal(goal, objectiveOf(a), objectiveOf(b)) || a.position - b.position)[0];
}
