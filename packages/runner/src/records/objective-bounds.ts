import { findMetric } from '@sweepdeck/core/metrics';
import { isBetter } from '@sweepdeck/core/statistics';
import type { Objective } from './records.ts';

function boundsOf({ name }: Objective): readonly [smallest: number | null, largest: number | null] {
  return findMetric(name)?.bounds ?? [null, null];
}

/** Returns the worst possible value of the objective: 0 for an accuracy to maximize; null when unbounded. */
export function worstBound(objective: Objective): number | null {
  return boundsOf(objective)[objective.goal === 'maximize' ? 0 : 1];
}

/** Returns the best possible value of the objective: 1 for an accuracy to maximize; null when unbounded. */
export function bestBound(objective: Objective): number | null {
  return boundsOf(objective)[objective.goal === 'maximize' ? 1 : 0];
}

/**
 * Returns the value that a diverged repeat counts as: the objective's worst bound if it has one, otherwise the worst
 * finite objective among the sweep's trials. Null when there is neither.
 */
export function worstObjective(objective: Objective, reached: readonly number[]): number | null {
  const bound = worstBound(objective);
  if (bound !== null) return bound;
  const finite = reached.filter((value) => Number.isFinite(value));
  if (finite.length === 0) return null;
  return finite.reduce((worst, value) => (isBetter(objective.goal, worst, value) ? value : worst));
}
