import type { JsonValue } from '../records/json-value.ts';
import type { SweepSummary } from '../records/records.ts';
import { hashJson } from '../spec/identity/hash-json.ts';
import type { LoadedSweep } from '../spec/load-sweep.ts';
import { specToJson } from '../spec/sweep-spec.ts';
import type { EarlierRuns } from './ports.ts';

/** Settings that extend a sweep, or do not affect any trial's result. */
const extendable: ReadonlySet<string> = new Set(['parameters', 'repeats', 'diverged', 'keep_weights', 'failures']);

/**
 * Finds the sweep that a spec continues, otherwise the newest one that it extends: a sweep of the same name that
 * differs only in `parameters` and `repeats`. Its finished trials can be reused, but only on the same engine.
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

/** Returns a resolved spec without the settings that may be extended. */
function coreOf(spec: JsonValue): string {
  const entries = Object.entries(spec ?? {}).filter(([key]) => !extendable.has(key));
  return hashJson(Object.fromEntries(entries));
}
