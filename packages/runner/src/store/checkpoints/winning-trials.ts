import { compareByGoal } from '@sweepdeck/core/statistics';
import { bestOfCell } from '../../records/best-trial.ts';
import { toOutcome } from '../../records/leaderboard.ts';
import { bestBound, worstBound } from '../../records/objective-bounds.ts';
import { isDiverged, rankCells, type RankedCell } from '../../records/rank-cells.ts';
import { isDone } from '../../records/statuses.ts';
import type { SweepRecord, TrialRecord } from '../../records/records.ts';

type Cell = RankedCell<ReturnType<typeof toOutcome>>;
type RankedSweep = Pick<SweepRecord, 'objective' | 'spec'>;

export interface PossibleWinners {
  /** Of the cells whose mean is final the one that ranks first; undefined while there is none. */
  readonly first: string | undefined;
  /** The best trial of each cell that can still become the sweep's winner, the first in rank first. */
  readonly trials: readonly TrialRecord[];
}

/**
 * Which cells can still win: of a sweep that is through the winner alone. A cell is out when a cell whose mean is final is
 * better than the best mean that it can still have.
 * @param trials in grid order, whole cells; cells that are out may be left away
 * @param isThrough whether every trial of the sweep has its result
 */
export function possibleWinners(
  sweep: RankedSweep,
  trials: readonly TrialRecord[],
  isThrough: boolean,
): PossibleWinners {
  const cells = rankCells(sweep, trials.map(toOutcome));
  const isFinal = (cell: Cell): boolean =>
    isThrough || (isComplete(cell) && (worstBound(sweep.objective) !== null || !cell.trials.some(isDiverged)));
  const first = cells.find((cell) => cell.objective !== null && isFinal(cell));
  const winners = cells.filter((cell) => cell === first || (!isFinal(cell) && canReach(sweep, cell, first)));
  return {
    first: first?.cell,
    trials: winners.flatMap(
      ({ trials: own }) =>
        bestOfCell(
          sweep,
          own.map(({ trial }) => trial),
        ) ?? [],
    ),
  };
}

const isMissing = ({ status }: Cell['trials'][number]): boolean => !isDone(status);

const isComplete = ({ trials }: Cell): boolean => !trials.some(isMissing);

/** Whether the mean of a cell can still be as good as that of another. */
function canReach(sweep: RankedSweep, cell: Cell, other: Cell | undefined): boolean {
  const mean = optimisticMean(sweep, cell);
  const rival = other?.objective?.mean;
  if (mean === null || rival === undefined) return true;
  return compareByGoal(sweep.objective.goal, mean, rival) <= 0;
}

/** With every repeat that is to come at the best bound; null where there is none. What diverged can only count as worse. */
function optimisticMean({ objective }: RankedSweep, { trials, objective: summary }: Cell): number | null {
  const missing = trials.filter(isMissing).length;
  if (missing === 0) return summary?.mean ?? null;
  const bound = bestBound(objective);
  if (bound === null) return null;
  const { mean = 0, count = 0 } = summary ?? {};
  return (mean * count + bound * missing) / (count + missing);
}
