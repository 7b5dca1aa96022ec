import { trialConfigSchema, type TrialConfig } from '@sweepdeck/core/training';
import type { PlannedTrial } from '../records/records.ts';
import { applyParameters } from '../spec/apply-parameters.ts';
import { withoutDataPaths } from '../spec/data-paths.ts';
import { hashJson } from '../spec/hash-json.ts';
import { withFileHashes, withoutFilePaths } from '../spec/file-hashes.ts';
import type { SweepSpec } from '../spec/sweep-spec.ts';
import { grid } from './grid.ts';

/** What decides a trial's result beside its configuration. */
export interface PlanContext {
  /** Of the loaded dataset: pixels, labels and splits. */
  readonly datasetFingerprint: string;
  /** The engine that computes, never `auto`. */
  readonly engine: string;
  readonly numericsVersion: string;
}

/** Trials in the whole sweep, without making them. */
export function countTrials(spec: SweepSpec): number {
  return spec.axes.reduce((product, { values }) => product * values.length, countRepeats(spec));
}

/** Trials of each cell: its seeds, each with every fold. */
export function countRepeats({ repeats, folds = 1 }: Pick<SweepSpec, 'repeats' | 'folds'>): number {
  return repeats * folds;
}

/**
 * The trials of a sweep in the order in which they run: all cells with the first seed, then all with the second, so that
 * a full picture appears early; with folds, each seed's folds in turn. Cells follow the YAML, the last axis fastest. Keys
 * are unique.
 */
export function planTrials(spec: SweepSpec, context: PlanContext): PlannedTrial[] {
  const { engine, numericsVersion } = context;
  const cells = Array.from(grid(spec.axes), (parameters) => {
    const parsed = trialConfigSchema.parse(applyParameters(spec.config, parameters));
    const config = withFileHashes(parsed, spec.modules ?? {});
    const { seed: _, dataset, ...rest } = withoutFilePaths(config);
    return {
      parameters,
      config,
      cell: hashJson({ ...rest, dataset: withoutDataPaths(dataset), engine, numericsVersion }),
    };
  });
  const { folds: count = 1 } = spec;
  return Array.from({ length: countRepeats(spec) }, (_, repeat) =>
    cells.map(({ parameters, config: base, cell }) => {
      const fold = spec.folds === undefined ? {} : { fold: { index: repeat % count, count } };
      const config = { ...base, seed: base.seed + Math.floor(repeat / count), ...fold };
      return { key: trialKey(config, context), cell, repeat, config, parameters };
    }),
  ).flat();
}

/**
 * The dataset counts by its fingerprint alone: the same data from another folder, or by another name, is the same. So does
 * a module by the hash of its code.
 */
function trialKey(trial: TrialConfig, context: PlanContext): string {
  const { dataset: _, ...config } = withoutFilePaths(trial);
  return hashJson({ config, ...context });
}
