import type { TrialConfig } from '@sweepdeck/core/training';
import { trialConfigSchema } from '@sweepdeck/core/training';
import type { DivergedPolicy } from '../records/diverged-policy.ts';
import { jsonValueSchema, type JsonValue } from '../records/json-value.ts';
import { isValueAxis, type ParameterAxis } from '../records/parameter-axis.ts';
import type { SearchMethodName } from '../records/search-methods.ts';
import type { RepeatPlan } from '../records/repeat-plan.ts';
import { withoutDataPaths } from './identity/data-paths.ts';
import { writtenEngine, type EngineChoice } from './schema/engine-choices.ts';
import { hashJson } from './identity/hash-json.ts';
import { hashedPaths, type FileHashes } from './identity/file-hashes.ts';
import { shortForm } from './identity/short-form.ts';
import type { FailuresData } from './schema/failures-schema.ts';
import { trialKeys, type KeepWeights } from './schema/sweep-schema.ts';

/**
 * A sweep that has passed every check: each cell of its grid is a valid trial configuration, and no two cells are
 * equal.
 */
export interface SweepSpec {
  readonly name: string;
  readonly method: SearchMethodName;
  readonly engine: EngineChoice;
  /** Number of seeds per cell. A stored sweep's `repeats` is this number times the folds. */
  readonly repeats: number;
  /** Number of parts in k-fold cross-validation; absent without it. */
  readonly folds?: number;
  /** How diverged repeats rank. It affects which cell is best, but no trial's result. */
  readonly diverged: DivergedPolicy;
  /** Affects no result: the sweep stays the same with another choice. */
  readonly keepWeights: KeepWeights;
  /** Affects no result, as `keepWeights`. Absent where the file says nothing. */
  readonly failures?: FailuresData;
  /**
   * The settings that no axis changes, with defaults filled in and absolute paths. Its seed is that of the first
   * repeat.
   */
  readonly config: TrialConfig;
  /** In the order of the YAML; the last axis varies fastest. Empty for a sweep of one cell. */
  readonly axes: readonly ParameterAxis[];
  /** Hashes of the custom files that the sweep names; absent if it names none. */
  readonly modules?: FileHashes;
}

/** Writes the resolved sweep in the form of the YAML. Loading the result gives the same spec. */
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
    ...(spec.failures === undefined ? {} : { failures: jsonValueSchema.parse(spec.failures) }),
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
 * Hashes a spec; equal specs have equal hashes. The folder of the data is left out and a module counts by its code,
 * so moving them changes nothing.
 */
export function hashSpec(spec: SweepSpec): string {
  const dataset = withoutDataPaths(spec.config.dataset);
  const { modules = {}, keepWeights: _, failures: __, diverged, ...written } = spec;
  // Omitted at its default, so that sweeps stored before the option existed keep their hash.
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

/** Returns the seeds and folds that each cell is trained with. */
export function repeatPlanOfSpec({ repeats, folds }: Pick<SweepSpec, 'repeats' | 'folds'>): RepeatPlan {
  return { seeds: repeats, folds: folds ?? null };
}
