import { summarize } from '@sweepdeck/core/statistics';
import { cellLabel } from './cell-label.ts';
import type { LeaderboardRow, SeedSummary } from './leaderboard-row.ts';
import { isDiverged, rankCells, type RankedCell, type TrialOutcome } from './rank-cells.ts';
import type { SweepRecord, TrialRecord, TrialResult } from './records.ts';
import type { TrialStatus } from './statuses.ts';

/** Builds the leaderboard of a sweep: its cells, ranked by `rankCells`, the best first. */
export function buildLeaderboard(
  sweep: Pick<SweepRecord, 'objective' | 'spec'>,
  trials: readonly TrialRecord[],
): LeaderboardRow[] {
  return rankCells(sweep, trials.map(toOutcome)).map(toRow);
}

type RecordedOutcome = TrialOutcome & { readonly trial: TrialRecord };

export function toOutcome(trial: TrialRecord): RecordedOutcome {
  return { cell: trial.cell, status: trial.status, objective: trial.result?.objective ?? null, trial };
}

function toRow({
  cell,
  trials,
  rank,
  isTied,
  objective,
  finishedObjective,
  worstCountedObjective,
}: RankedCell<RecordedOutcome>): LeaderboardRow {
  const ordered = trials.toSorted((a, b) => a.trial.repeat - b.trial.repeat);
  const repeats = ordered.map((outcome) => ({
    trialId: outcome.trial.id,
    repeat: outcome.trial.repeat,
    status: isDiverged(outcome) ? ('diverged' as const) : outcome.status,
  }));
  const counts: Record<TrialStatus, number> = { pending: 0, running: 0, finished: 0, diverged: 0, failed: 0 };
  for (const { status } of repeats) counts[status] += 1;
  const results = ordered.flatMap(({ status, trial: { result } }) =>
    status === 'finished' && result !== null ? [result] : [],
  );
  const over = (pick: (result: TrialResult) => number | null | undefined): SeedSummary | null =>
    summarize(results.map(pick).filter((value) => typeof value === 'number'));
  const parameters = ordered[0]?.trial.parameters ?? {};
  return {
    rank,
    isTied,
    cell,
    parameters,
    label: cellLabel(parameters),
    trialIds: repeats.map(({ trialId }) => trialId),
    repeats,
    counts,
    objective,
    finishedObjective,
    worstCountedObjective,
    testAccuracy: over((result) => result.metrics['test.accuracy']),
    bestEpoch: over((result) => result.bestEpoch),
    seconds: over((result) => result.seconds),
  };
}
