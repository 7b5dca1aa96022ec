import type { DivergedPolicy } from './diverged-policy.ts';
import type { LeaderboardRow, SeedSummary } from './leaderboard-row.ts';

/**
 * Of a cell that lost repeats, the mean that its sweep does not rank by: of the finished repeats where diverged ones count
 * as the worst value, with them as the worst value where they are left out. Null for a cell that lost none or has no rank.
 */
export function otherMean(
  { objective, finishedObjective, worstCountedObjective, counts }: LeaderboardRow,
  policy: DivergedPolicy,
): SeedSummary | null {
  if (counts.diverged === 0 || objective === null) return null;
  return policy === 'worst' ? finishedObjective : worstCountedObjective;
}
