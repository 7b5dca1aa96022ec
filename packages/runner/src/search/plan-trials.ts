import { trialConfigSchema, type TrialConfig } from '@sweepdeck/core/training';
import type { PlannedTrial } from '../records/records.ts';
import { applyParameters } from '../spec/apply-parameters.ts';
import { hashJson } from '../spec/hash-json.ts';
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
  return spec.axes.reduce((product, { values }) => product * values.length, spec.repeats);
}

/**
 * The trials of a sweep in the order in which they run: all cells with the first seed, then all with the second, so that
 * a full picture appears early. Cells follow the YAML, the last axis fastest. Keys are unique.
 */
export function planTrials(spec: SweepSpec, context: PlanContext): PlannedTrial[] {
  const { engine, numericsVersion } = context;
  const cells = Array.from(grid(spec.axes), (parameters) => {
    const config = trialConfigSchema.parse(applyParameters(spec.config, parameters));
    const { seed: _, dataset, ...rest } = config;
    return { parameters, config, cell: hashJson({ ...rest, dataset: withoutPath(dataset), engine, numericsVersion }) };
  });
  return Array.from({ length: spec.repeats }, (_, repeat) =>
    cells.map(({ parameters, config: base, cell }) => {
      const config = { ...base, seed: base.seed + repeat };
      return { key: trialKey(config, context), cell, repeat, config, parameters };
    }),
  ).flat();
}

/** The dataset counts by its fingerprint alone: the same data from another folder, or by another name, is the same. */
function trialKey(trial: TrialConfig, context: PlanContext): string {
  const { dataset: _, ...config } = trial;
  return hashJson({ config, ...context });
}

function withoutPath(dataset: TrialConfig['dataset']): Record<string, unknown> {
  const { path: _, ...rest } = { path: undefined, ...dataset };
  return rest;
}
