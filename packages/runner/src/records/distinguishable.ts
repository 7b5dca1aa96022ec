import type { SeedSummary } from './leaderboard-row.ts';

/** Means that differ by less, relative to their size, differ only by rounding. */
const roundingTolerance = 1e-12;

/** Number of standard errors by which two means must differ. */
const requiredErrors = 2;

/** The parts of a cell that the comparison needs. */
export interface ComparedCell {
  /** The mean that cells are ranked by. */
  readonly objective: SeedSummary;
  /** The spread over finished repeats only: a diverged repeat is not noise of the objective. */
  readonly finishedObjective: SeedSummary;
}

/**
 * Tells whether the repeats can distinguish two cells: `|m_a - m_b| >= 2 sqrt(s_a^2 / n_a + s_b^2 / n_b)`, where m is
 * the mean that ranks, and s and n are the sample standard deviation and the number of the finished repeats. With a
 * single finished repeat the spread is unknown, so different means count as different.
 */
export function isDistinguishable(a: ComparedCell, b: ComparedCell): boolean {
  if (isSameMean(a.objective.mean, b.objective.mean)) return false;
  const errorA = squaredError(a.finishedObjective);
  const errorB = squaredError(b.finishedObjective);
  if (errorA === null || errorB === null) return true;
  const difference = Math.abs(a.objective.mean - b.objective.mean);
  return difference >= requiredErrors * Math.sqrt(errorA + errorB);
}

export function isSameMean(a: number, b: number): boolean {
  return Math.abs(a - b) <= roundingTolerance * Math.max(Math.abs(a), Math.abs(b));
}

function squaredError({ standardDeviation, count }: SeedSummary): number | null {
  return standardDeviation === null ? null : standardDeviation ** 2 / count;
}
