import type { EvaluationMetricName } from '@sweepdeck/core/metrics';
import { isBetter } from '@sweepdeck/core/statistics';
import type { Objective } from './records.ts';

/** Smallest and largest value that a metric can have; null where it has no bound. */
const metricBounds: Readonly<Record<EvaluationMetricName, readonly [smallest: number | null, largest: number | null]>> =
  {
    loss: [null, null],
    accuracy: [0, 1],
    nll: [0, null],
    brier: [0, 2],
    ece: [0, 1],
    top_3_accuracy: [0, 1],
    top_5_accuracy: [0, 1],
    balanced_accuracy: [0, 1],
    macro_f1: [0, 1],
  };

function boundsOf({ name }: Objective): readonly [smallest: number | null, largest: number | null] {
  const metric = name.slice(name.indexOf('.') + 1);
  return Object.entries(metricBounds).find(([known]) => known === metric)?.[1] ?? [null, null];
}

/** The worst value that the objective can have: 0 for an accuracy to maximize; null where it has no bound. */
export function worstBound(objective: Objective): number | null {
  return boundsOf(objective)[objective.goal === 'maximize' ? 0 : 1];
}

/** The best value that the objective can have: 1 for an accuracy to maximize; null where it has no bound. */
export function bestBound(objective: Objective): number | null {
  return boundsOf(objective)[objective.goal === 'maximize' ? 1 : 0];
}

/**
 * What a diverged repeat counts as: the objective's worst bound where it has one, else the worst finite objective that any
 * trial of the sweep reached. Null while there is neither.
 */
export function worstObjective(objective: Objective, reached: readonly number[]): number | null {
  const bound = worstBound(objective);
  if (bound !== null) return bound;
  const finite = reached.filter((value) => Number.isFinite(value));
  if (finite.length === 0) return null;
  return finite.reduce((worst, value) => (isBetter(objective.goal, worst, value) ? value : worst));
}
