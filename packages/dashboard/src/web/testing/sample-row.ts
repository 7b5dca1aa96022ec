import type { LeaderboardRow } from '../../contract/index.ts';

interface SampleResult {
  readonly rank: number | null;
  readonly mean: number;
  readonly count?: number;
  readonly standardDeviation?: number | null;
}

/** Makes a row whose repeats have all finished; without a result, one whose only repeat has diverged. */
export function sampleRow(cell: string, result?: SampleResult): LeaderboardRow {
  const count = result?.count ?? 1;
  const objective =
    result === undefined
      ? null
      : {
          count,
          mean: result.mean,
          standardDeviation: result.standardDeviation ?? null,
          min: result.mean,
          max: result.mean,
        };
  const repeats = Array.from({ length: count }, (_, repeat) => ({
    trialId: repeat + 1,
    repeat,
    status: result === undefined ? ('diverged' as const) : ('finished' as const),
  }));
  return {
    rank: result?.rank ?? null,
    isTied: false,
    cell,
    parameters: {},
    label: cell,
    trialIds: repeats.map(({ trialId }) => trialId),
    repeats,
    counts: {
      pending: 0,
      running: 0,
      finished: result === undefined ? 0 : count,
      diverged: result === undefined ? count : 0,
      failed: 0,
    },
    objective,
    finishedObjective: objective,
    worstCountedObjective: objective,
    testAccuracy: null,
    bestEpoch: null,
    seconds: null,
  };
}
