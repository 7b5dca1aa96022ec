import { compareByGoal, summarize } from '@sweepdeck/core/statistics';
import { isSameMean } from './distinguishable.ts';
import { divergedPolicyOf } from './diverged-policy.ts';
import type { SeedSummary } from './leaderboard-row.ts';
import { worstObjective } from './objective-bounds.ts';
import { rankAmong } from './rank-among.ts';
import type { SweepRecord } from './records.ts';
import type { TrialStatus } from './statuses.ts';

/** What ranking needs to know of a trial. */
export interface TrialOutcome {
  readonly cell: string;
  readonly status: TrialStatus;
  /** Null until the trial has ended; not finite when it diverged. */
  readonly objective: number | null;
}

export interface RankedCell<Trial extends TrialOutcome> {
  readonly cell: string;
  /** Its repeats, in the order given. */
  readonly trials: readonly Trial[];
  /** From 1; null while no repeat has finished. */
  readonly rank: number | null;
  /** Whether another cell has the same rank. */
  readonly isTied: boolean;
  /** What ranks: by the sweep's policy a diverged repeat counts as the worst value, or is left out. */
  readonly objective: SeedSummary | null;
  /** Of the repeats that finished. */
  readonly finishedObjective: SeedSummary | null;
  /** With diverged repeats counted as the worst value, whatever the policy. */
  readonly worstCountedObjective: SeedSummary | null;
}

/**
 * The cells of a sweep, best first: the one definition of best. Cells are ordered by the mean of the objective over their
 * repeats, in which a diverged repeat counts as the worst value (see `worstObjective`) or is left out, as the sweep's
 * `diverged` says; failed repeats and those to come have no part. Of equal means the cell with fewer diverged repeats
 * comes first, then the one that is first in the grid.
 *
 * Cells that their repeats cannot tell apart share a rank, as `rankAmong` says.
 *
 * Cells without a finished repeat have no rank and come after, those of which all repeats diverged last.
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

/** A training can also end without ever having reached a finite objective. */
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
