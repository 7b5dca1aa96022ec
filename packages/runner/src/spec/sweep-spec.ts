import type { TrialConfig } from '@sweepdeck/core/training';
import { trialConfigSchema } from '@sweepdeck/core/training';
import type { JsonValue, ParameterAxis } from '../records/records.ts';
import type { EngineChoice } from './engine-choices.ts';
import { hashJson } from './hash-json.ts';
import { shortForm } from './short-form.ts';
import { trialKeys } from './sweep-schema.ts';

/** A sweep that has passed every check: each cell of its grid is a valid trial configuration, and no two are the same. */
export interface SweepSpec {
  readonly name: string;
  readonly method: 'grid';
  readonly engine: EngineChoice;
  readonly repeats: number;
  /** What the axes leave alone, defaults filled in, `dataset.path` absolute; its seed is that of the first repeat. */
  readonly config: TrialConfig;
  /** In the order of the YAML; the last one varies fastest. Empty for a sweep of one cell. */
  readonly axes: readonly ParameterAxis[];
}

/** The resolved sweep in the spelling of the YAML, which it also is: loading it again gives the same spec. */
export function specToJson(spec: SweepSpec): JsonValue {
  const fixed = Object.fromEntries(
    trialKeys.map((key) => [key, shortForm(trialConfigSchema.shape[key], spec.config[key])]),
  );
  const parameters = Object.fromEntries(spec.axes.map(({ path, values }) => [path, { values }]));
  return {
    name: spec.name,
    method: spec.method,
    metric: spec.config.metric,
    ...fixed,
    engine: spec.engine,
    repeats: spec.repeats,
    seed: spec.config.seed,
    parameters,
  };
}

/** The same spec gives the same hash. The folder of the data is left out: moved data is still the same sweep. */
export function hashSpec(spec: SweepSpec): string {
  const { path: _, ...dataset } = { path: undefined, ...spec.config.dataset };
  const axes = spec.axes.map(({ path, values }) => ({ path, values }));
  return hashJson({ ...spec, axes, config: { ...spec.config, dataset } });
}
