import type { Objective, TrialRecord } from '../../records/records.ts';

/** The finished trial with the best objective; of equal ones the first in the grid. Undefined when none is finished. */
export function bestTrial(trials: readonly TrialRecord[], { goal }: Objective): TrialRecord | undefined {
  const sign = goal === 'maximize' ? -1 : 1;
  const scoreOf = ({ result }: TrialRecord): number => sign * (result?.objective ?? Number.NaN);
  return trials
    .filter((trial) => trial.status === 'finished' && Number.isFinite(scoreOf(trial)))
    .toSorted((a, b) => scoreOf(a) - scoreOf(b) || a.position - b.position)[0];
}
