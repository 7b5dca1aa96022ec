import type { DivergedPolicy } from './diverged-policy.ts';
import type { LeaderboardRow, SeedSummary } from './leaderboard-row.ts';

/**
 * Returns, for a cell with diverged repeats, the mean by the policy that its sweep does not use: over finished
 * repeats if diverged ones count as the worst value, and with them as the worst value if they are left out. Null for
 * a cell without diverged repeats or without a rank.
 */
export function otherMean(
  { objective, finishedObjective, worstCountedObjective, counts }: LeaderboardRow,
  policy: DivergedPolicy,
): SeedSummary | null {
  if (counts.diverged === 0 || objective === null) return null;
  return policy === 'worst' ? finishedObjective : worstCountedObjective;
}
