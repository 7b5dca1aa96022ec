import type { SearchMethodName } from '../records/search-methods.ts';
import type { SweepSpec } from '../spec/sweep-spec.ts';
import { gridSearch } from './grid-search.ts';
import type { PlanContext } from './plan-trials.ts';
import type { TrialSearch } from './trial-source.ts';

/** The search of each method, by name. */
const searches: Readonly<Record<SearchMethodName, (spec: SweepSpec, context: PlanContext) => TrialSearch>> = {
  grid: gridSearch,
};

/** Creates the search of a sweep's `method`. */
export function searchTrials(spec: SweepSpec, context: PlanContext): TrialSearch {
  return searches[spec.method](spec, context);
}
