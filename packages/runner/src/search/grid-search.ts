import { isOver } from '../records/is-over.ts';
import type { PlannedTrial } from '../records/records.ts';
import type { SweepSpec } from '../spec/sweep-spec.ts';
import { planTrials, type PlanContext } from './plan-trials.ts';
import type { TrialSearch } from './trial-source.ts';

/** Tries every combination of the values, in the order of the YAML. */
export function gridSearch(spec: SweepSpec, context: PlanContext): TrialSearch {
  return searchList(planTrials(spec, context));
}

/** Returns the trials of a list one after the other, whatever their outcomes. */
export function searchList(trials: readonly PlannedTrial[]): TrialSearch {
  return {
    total: trials.length,
    firstTrials: trials,
    start(placed) {
      const waiting = placed.filter((trial) => !isOver(trial)).values();
      return {
        ask() {
          const { value: trial } = waiting.next();
          return trial === undefined ? { type: 'done' } : { type: 'trial', trial };
        },
        tell: () => undefined,
      };
    },
  };
}
