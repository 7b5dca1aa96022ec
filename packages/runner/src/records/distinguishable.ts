import type { SeedSummary } from './leaderboard-row.ts';

/** Means this close, relative to their size, differ by rounding alone. */
const roundingTolerance = 1e-12;

/** Standard errors of the difference that two means must be apart. */
const requiredErrors = 2;

/** What the comparison needs of a cell. */
export interface ComparedCell {
  /** The means that rank. */
  readonly objective: SeedSummary;
  /** The spread that seeds make: a repeat that diverged is no noise of the objective. */
  readonly finishedObjective: SeedSummary;
}

/**
 * Whether the repeats can tell two cells apart: `|m_a - m_b| >= 2 sqrt(s_a^2 / n_a + s_b^2 / n_b)`, with the means m that
 * rank, and the sample standard deviation s and the number n of the repeats that finished. Where a cell has one such
 * repeat no spread is known: nothing is claimed, so different means count as different.
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
