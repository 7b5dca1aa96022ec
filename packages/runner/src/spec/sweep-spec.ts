import type { TrialConfig } from '@sweepdeck/core/training';
import { trialConfigSchema } from '@sweepdeck/core/training';
import type { DivergedPolicy } from '../records/diverged-policy.ts';
import type { JsonValue } from '../records/json-value.ts';
import { isValueAxis, type ParameterAxis } from '../records/parameter-axis.ts';
import type { SearchMethodName } from '../records/search-methods.ts';
import type { RepeatPlan } from '../records/repeat-plan.ts';
import { withoutDataPaths } from './identity/data-paths.ts';
import { writtenEngine, type EngineChoice } from './schema/engine-choices.ts';
import { hashJson } from './identity/hash-json.ts';
import { hashedPaths, type FileHashes } from './identity/file-hashes.ts';
import { shortForm } from './identity/short-form.ts';
import { trialKeys, type KeepWeights } from './schema/sweep-schema.ts';

/** A sweep that has passed every check: each cell of its grid is a valid trial configuration, and no two are the same. */
export interface SweepSpec {
  readonly name: string;
  readonly method: SearchMethodName;
  readonly engine: EngineChoice;
  /** Seeds of each cell. What is stored as a sweep's `repeats` is that times the folds. */
  readonly repeats: number;
  /** Parts of a k-fold cross-validation; absent without one. */
  readonly folds?: number;
  /** How diverged repeats rank. Decides no trial's result, but which cell is best. */
  readonly diverged: DivergedPolicy;
  /** Decides no result: another choice is the same sweep. */
  readonly keepWeights: KeepWeights;
  /** What the axes leave alone, defaults filled in, paths absolute; its seed is that of the first repeat. */
  readonly config: TrialConfig;
  /** In the order of the YAML; the last one varies fastest. Empty for a sweep of one cell. */
  readonly axes: readonly ParameterAxis[];
  /** Of the files of the user's own that it names; absent where it names none. */
  readonly modules?: FileHashes;
}

/** The resolved sweep in the spelling of the YAML, which it also is: loading it again gives the same spec. */
export function specToJson(spec: SweepSpec): JsonValue {
  const fixed = Object.fromEntries(
    trialKeys.map((key) => [key, shortForm(trialConfigSchema.shape[key], spec.config[key])]),
  );
  const parameters = Object.fromEntries(spec.axes.map((axis) => [axis.path, writtenAxis(axis)]));
  return {
    name: spec.name,
    method: spec.method,
    metric: spec.config.metric,
    ...fixed,
    engine: writtenEngine(spec.engine),
    repeats: spec.repeats,
    ...(spec.folds === undefined ? {} : { folds: spec.folds }),
    diverged: spec.diverged,
    keep_weights: spec.keepWeights,
    seed: spec.config.seed,
    parameters,
  };
}

function writtenAxis(axis: ParameterAxis): JsonValue {
  if (isValueAxis(axis)) return { values: axis.values };
  const { from, to, scale, step } = axis;
  return { from, to, scale, ...(step === undefined ? {} : { step }) };
}

/**
 * The same spec gives the same hash. The folder of the data is left out, and a module counts by its code: moved, they are
 * still the same sweep.
 */
export function hashSpec(spec: SweepSpec): string {
  const dataset = withoutDataPaths(spec.config.dataset);
  const { modules = {}, keepWeights: _, diverged, ...written } = spec;
  // Left out where it is the default, so that sweeps from before there was a choice are still the same.
  const rest = diverged === 'worst' ? written : { ...written, diverged };
  const axes = spec.axes.map((axis) =>
    isValueAxis(axis) ? { path: axis.path, values: hashedPaths(axis.values, modules) } : axis,
  );
  return hashJson({ ...rest, axes, config: { ...spec.config, dataset, ...hashedParts(spec.config, modules) } });
}

function hashedParts({ loss, optimizer, model }: TrialConfig, modules: FileHashes): Record<string, unknown> {
  const [hashedLoss, hashedOptimizer, hashedModel] = [loss, optimizer, model].map((part) => hashedPaths(part, modules));
  return { loss: hashedLoss, optimizer: hashedOptimizer, model: hashedModel };
}

/** The seeds and folds that each cell is trained with. */
export function repeatPlanOfSpec({ repeats, folds }: Pick<SweepSpec, 'repeats' | 'folds'>): RepeatPlan {
  return { seeds: repeats, folds: folds ?? null };
}
