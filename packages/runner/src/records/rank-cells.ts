import { compareByGoal, summarize } from '@sweepdeck/core/statistics';
import { isSameMean } from './distinguishable.ts';
import { divergedPolicyOf } from './diverged-policy.ts';
import type { SeedSummary } from './leaderboard-row.ts';
import { worstObjective } from './objective-bounds.ts';
import { rankAmong } from './rank-among.ts';
import type { SweepRecord } from './records.ts';
import type { TrialStatus } from './statuses.ts';

/** The parts of a trial that ranking needs. */
export interface TrialOutcome {
  readonly cell: string;
  readonly status: TrialStatus;
  /** Null until the trial has ended; not finite when it diverged. */
  readonly objective: number | null;
}

export interface RankedCell<Trial extends TrialOutcome> {
  readonly cell: string;
  /** Its repeats, in the given order. */
  readonly trials: readonly Trial[];
  /** Counted from 1; null until a repeat has finished. */
  readonly rank: number | null;
  /** Whether another cell has the same rank. */
  readonly isTied: boolean;
  /**
   * The objective that ranks. Diverged repeats count as the worst value or are left out, as the sweep's policy says.
   */
  readonly objective: SeedSummary | null;
  /** The objective over finished repeats. */
  readonly finishedObjective: SeedSummary | null;
  /** The objective with diverged repeats counted as the worst value, whatever the policy. */
  readonly worstCountedObjective: SeedSummary | null;
}

/**
 * Ranks the cells of a sweep, the best first. This is the only definition of "best". Cells are ordered by the mean
 * objective over their repeats. A diverged repeat counts as the worst value (see `worstObjective`) or is left out, as
 * the sweep's `diverged` says; failed and pending repeats are ignored. Ties go to the cell with fewer diverged
 * repeats, then to the first in the grid.
 *
 * Cells that their repeats cannot distinguish share a rank, as defined by `rankAmong`.
 *
 * Cells without a finished repeat have no rank and come last; among them, cells whose repeats have all diverged are
 * at the very end.
 */
export function rankCells<Trial extends TrialOutcome>(
  sweep: Pick<SweepRecord, 'objective' | 'spec'>,
  trials: readonly Trial[],
): RankedCell<Trial>[] {
  const { objective } = sweep;
  const isLeftOut = divergedPolicyOf(sweep) === 'leave-out';
  const worst = worstObjective(objective, trials.flatMap(finishedValue));
  const cells = [...groupByCell(trials)].map(([cell, own]) => {
    const finished = own.flatMap(finishedValue);
    const lost = worst === null || finished.length === 0 ? [] : own.filter(isDiverged).map(() => worst);
    const finishedObjective = summarize(finished);
    const worstCountedObjective = summarize([...finished, ...lost]);
    return {
      cell,
      trials: own,
      objective: isLeftOut ? finishedObjective : worstCountedObjective,
      finishedObjective,
      worstCountedObjective,
      divergedCount: own.filter(isDiverged).length,
    };
  });
  const ordered = cells
    .flatMap((cell) => (hasFinished(cell) ? [cell] : []))
    .sort((a, b) =>
      isSameMean(a.objective.mean, b.objective.mean)
        ? a.divergedCount - b.divergedCount
        : compareByGoal(objective.goal, a.objective.mean, b.objective.mean),
    );
  const ranks = rankAmong(ordered);
  const ranked = ordered.map(({ divergedCount: _, ...cell }, index) => {
    const { rank = null, isTied = false } = ranks[index] ?? {};
    return { ...cell, rank, isTied };
  });
  const unranked = cells
    .filter((cell) => !hasFinished(cell))
    .map(({ divergedCount: _, ...cell }) => ({ ...cell, rank: null, isTied: false }));
  const isLost = (cell: { readonly trials: readonly Trial[] }): boolean => cell.trials.every(isDiverged);
  return [...ranked, ...unranked.filter((cell) => !isLost(cell)), ...unranked.filter(isLost)];
}

/** A training can also end without ever reaching a finite objective. */
export function isDiverged({ status, objective }: TrialOutcome): boolean {
  return status === 'diverged' || (status === 'finished' && !Number.isFinite(objective));
}

function finishedValue({ status, objective }: TrialOutcome): number[] {
  return status === 'finished' && objective !== null && Number.isFinite(objective) ? [objective] : [];
}

function hasFinished<Cell extends Record<'objective' | 'finishedObjective', SeedSummary | null>>(
  cell: Cell,
): cell is Cell & Record<'objective' | 'finishedObjective', SeedSummary> {
  return cell.objective !== null && cell.finishedObjective !== null;
}

function groupByCell<Trial extends TrialOutcome>(trials: readonly Trial[]): Map<string, Trial[]> {
  const cells = new Map<string, Trial[]>();
  for (const trial of trials) {
    const repeats = cells.get(trial.cell);
    if (repeats === undefined) cells.set(trial.cell, [trial]);
    else repeats.push(trial);
  }
  return cells;
}
