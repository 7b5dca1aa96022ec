import type { ComparedCell } from './distinguishable.ts';
import type { LeaderboardRow } from './leaderboard-row.ts';
import { rankAmong } from './rank-among.ts';

/**
 * Ranks some rows of a leaderboard again among themselves, so that the first has rank 1.
 * @param rows best first
 */
export function rerankRows<Row extends LeaderboardRow>(rows: readonly Row[]): Row[] {
  const compared = rows.map(toCompared).filter((cell) => cell !== null);
  const ranks = rankAmong(compared);
  let place = 0;
  return rows.map((row) => ({
    ...row,
    ...(toCompared(row) === null ? { rank: null, isTied: false } : ranks[place++]),
  }));
}

function toCompared({ rank, objective, finishedObjective }: LeaderboardRow): ComparedCell | null {
  return rank === null || objective === null || finishedObjective === null ? null : { objective, finishedObjective };
}
