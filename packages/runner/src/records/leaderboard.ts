import { summarize } from '@sweepdeck/core/statistics';
import { cellLabel } from './cell-label.ts';
import type { LeaderboardRow, SeedSummary } from './leaderboard-row.ts';
import type { SweepRecord, TrialRecord, TrialResult, TrialStatus } from './records.ts';

/** Means this close, relative to their size, differ by rounding alone and share a rank. */
const tieTolerance = 1e-12;

/**
 * The cells of a sweep, best first: by the mean of the objective over the finished repeats. Diverged repeats are counted,
 * not averaged. Cells without a finished repeat have no rank and come after, those of which all repeats diverged last.
 */
export function buildLeaderboard(
  sweep: Pick<SweepRecord, 'objective'>,
  trials: readonly TrialRecord[],
): LeaderboardRow[] {
  const sign = sweep.objective.goal === 'maximize' ? -1 : 1;
  const rows = [...groupByCell(trials)].map(([cell, repeats]) => buildRow(cell, repeats));
  const ranked = rows
    .filter((row): row is typeof row & { objective: SeedSummary } => row.objective !== null)
    .sort((a, b) => sign * (a.objective.mean - b.objective.mean) || a.counts.diverged - b.counts.diverged);
  let leader = { rank: 1, mean: Number.NaN };
  const withRanks = ranked.map((row, index): LeaderboardRow => {
    const { mean } = row.objective;
    if (!isTie(mean, leader.mean)) leader = { rank: index + 1, mean };
    return { ...row, rank: leader.rank };
  });
  const unranked = rows.filter((row) => row.objective === null);
  return [...withRanks, ...unranked.filter((row) => !isDiverged(row)), ...unranked.filter(isDiverged)];
}

function buildRow(cell: string, trials: readonly TrialRecord[]): LeaderboardRow {
  const repeats = trials.toSorted((a, b) => a.repeat - b.repeat);
  const counts: Record<TrialStatus, number> = { pending: 0, running: 0, finished: 0, diverged: 0, failed: 0 };
  for (const { status } of repeats) counts[status] += 1;
  const results = repeats.flatMap(({ status, result }) => (status === 'finished' && result !== null ? [result] : []));
  const over = (pick: (result: TrialResult) => number | null | undefined): SeedSummary | null =>
    summarize(results.map(pick).filter((value) => typeof value === 'number'));
  const parameters = repeats[0]?.parameters ?? {};
  return {
    rank: null,
    cell,
    parameters,
    label: cellLabel(parameters),
    trialIds: repeats.map(({ id }) => id),
    counts,
    objective: over((result) => result.objective),
    testAccuracy: over((result) => result.metrics['test.accuracy']),
    bestEpoch: over((result) => result.bestEpoch),
    seconds: over((result) => result.seconds),
  };
}

function groupByCell(trials: readonly TrialRecord[]): Map<string, TrialRecord[]> {
  const cells = new Map<string, TrialRecord[]>();
  for (const trial of trials) {
    const repeats = cells.get(trial.cell);
    if (repeats === undefined) cells.set(trial.cell, [trial]);
    else repeats.push(trial);
  }
  return cells;
}

function isDiverged({ counts }: LeaderboardRow): boolean {
  return counts.diverged > 0 && counts.pending + counts.running + counts.failed + counts.finished === 0;
}

function isTie(a: number, b: number): boolean {
  return Math.abs(a - b) <= tieTolerance * Math.max(Math.abs(a), Math.abs(b));
}
