import type { JsonValue } from '../records/json-value.ts';
import type { SweepSummary } from '../records/records.ts';
import { hashJson } from '../spec/identity/hash-json.ts';
import type { LoadedSweep } from '../spec/load-sweep.ts';
import { specToJson } from '../spec/sweep-spec.ts';
import type { EarlierRuns } from './ports.ts';

/** What extends a sweep or decides no trial's result. */
const extendable: ReadonlySet<string> = new Set(['parameters', 'repeats', 'diverged', 'keep_weights']);

/**
 * The sweep that a spec continues, or else the newest that it extends: of the same name, and different in `parameters` and
 * `repeats` alone. What it has trained is worth reusing, and can be on the same engine only.
 */
export function findStartedSweep(
  runs: Pick<EarlierRuns, 'listSweeps'>,
  { spec, specHash }: Pick<LoadedSweep, 'spec' | 'specHash'>,
): SweepSummary | undefined {
  const sweeps = runs.listSweeps();
  const core = coreOf(specToJson(spec));
  return (
    sweeps.find((sweep) => sweep.specHash === specHash) ??
    sweeps.find((sweep) => sweep.name === spec.name && coreOf(sweep.spec) === core)
  );
}

/** Of a resolved spec, all but what may be extended. */
function coreOf(spec: JsonValue): string {
  const entries = Object.entries(spec ?? {}).filter(([key]) => !extendable.has(key));
  return hashJson(Object.fromEntries(entries));
}
