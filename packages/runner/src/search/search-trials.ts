import type { SearchMethodName } from '../records/search-methods.ts';
import type { SweepSpec } from '../spec/sweep-spec.ts';
import { gridSearch } from './grid-search.ts';
import type { PlanContext } from './plan-trials.ts';
import type { TrialSearch } from './trial-source.ts';

/** What finds the trials of a sweep, by the name of its method. */
const searches: Readonly<Record<SearchMethodName, (spec: SweepSpec, context: PlanContext) => TrialSearch>> = {
  grid: gridSearch,
};

/** The search of a sweep, by its `method`. */
export function searchTrials(spec: SweepSpec, context: PlanContext): TrialSearch {
  return searches[spec.method](spec, context);
}
