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
  /** The top-ranked cell among those whose mean is final; undefined while there is none. */
  readonly first: string | undefined;
  /** The best trial of each cell that can still win, in the order of the ranking. */
  readonly trials: readonly TrialRecord[];
}

/**
 * Finds the cells that can still win; only the winner itself when the sweep is complete. A cell is out when the final
 * mean of another cell is better than its best possible mean.
 *
 * @param trials in grid order, whole cells; cells that are out may be omitted
 *
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

/** Tells whether a cell's mean can still become as good as another cell's. */
function canReach(sweep: RankedSweep, cell: Cell, other: Cell | undefined): boolean {
  const mean = optimisticMean(sweep, cell);
  const rival = other?.objective?.mean;
  if (mean === null || rival === undefined) return true;
  return compareByGoal(sweep.objective.goal, mean, rival) <= 0;
}

/**
 * Returns the mean if every pending repeat reached the best bound; null if there is no bound. Diverged repeats can
 * only count as worse.
 */
function optimisticMean({ objective }: RankedSweep, { trials, objective: summary }: Cell): number | null {
  const missing = trials.filter(isMissing).length;
  if (missing === 0) return summary?.mean ?? null;
  const bound = bestBound(objective);
  if (bound === null) return null;
  const { mean = 0, count = 0 } = summary ?? {};
  return (mean * count + bound * missing) / (count + missing);
}
