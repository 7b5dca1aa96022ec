import { trialConfigSchema, type TrialConfig } from '@sweepdeck/core/training';
import type { PlannedTrial } from '../records/records.ts';
import { countRuns, placeOfRepeat } from '../records/repeat-plan.ts';
import { applyParameters } from '../spec/cells/apply-parameters.ts';
import { canonicalJson } from '../spec/identity/canonical-json.ts';
import { withoutDataPaths } from '../spec/identity/data-paths.ts';
import { hashJson } from '../spec/identity/hash-json.ts';
import { withFileHashes, withoutFilePaths } from '../spec/identity/file-hashes.ts';
import { keyForm } from '../spec/identity/key-form.ts';
import { repeatPlanOfSpec, type SweepSpec } from '../spec/sweep-spec.ts';
import { grid } from '../spec/cells/grid.ts';
import { gridAxes } from './grid-axes.ts';

/** Everything besides its configuration that affects a trial's result. */
export interface PlanContext {
  /** Fingerprint of the loaded dataset: pixels, labels and splits. */
  readonly datasetFingerprint: string;
  /** Name of the engine that computes, never `auto`. */
  readonly engine: string;
  readonly numericsVersion: string;
}

/** Counts the trials of a sweep without creating them. */
export function countTrials(spec: SweepSpec): number {
  return gridAxes(spec.axes).reduce((product, { values }) => product * values.length, countRepeats(spec));
}

/** Counts the trials per cell: its seeds times its folds. */
export function countRepeats(spec: Pick<SweepSpec, 'repeats' | 'folds'>): number {
  return countRuns(repeatPlanOfSpec(spec));
}

/**
 * Plans the trials of a sweep in the order in which they run: all cells with the first seed, then all cells with the
 * second, so that a full picture appears early; with folds, each seed's folds in turn. Cells follow the YAML, the
 * last axis fastest. Keys are unique.
 *
 * @throws SweepdeckError `grid-needs-values` when an axis is a range
 */
export function planTrials(spec: SweepSpec, context: PlanContext): PlannedTrial[] {
  const cells = Array.from(grid(gridAxes(spec.axes)), (parameters) => {
    const parsed = trialConfigSchema.parse(applyParameters(spec.config, parameters));
    const config = withFileHashes(parsed, spec.modules ?? {});
    const counted = withoutFilePaths(config);
    const form = keyForm(counted);
    const isShortest = canonicalJson(form) === canonicalJson(counted);
    const former = isShortest ? undefined : { form: counted, cell: cellHash(counted, context) };
    return { parameters, config, form, cell: cellHash(form, context), former };
  });
  const plan = repeatPlanOfSpec(spec);
  return Array.from({ length: countRuns(plan) }, (_, repeat) => {
    const { seed, fold: index } = placeOfRepeat(repeat, plan);
    const fold = index === null || plan.folds === null ? {} : { fold: { index, count: plan.folds } };
    return cells.map(({ parameters, config: base, form, cell, former }) => {
      const changed = { seed: base.seed + seed, ...fold };
      const keyOf = (counted: Form): string => trialKey({ ...counted, ...changed }, context);
      return {
        key: keyOf(form),
        keyWithoutEpochs: keyOf(withoutEpochs(form)),
        cell,
        repeat,
        config: { ...base, ...changed },
        parameters,
        ...(former === undefined ? {} : { former: { key: keyOf(former.form), cell: former.cell } }),
      };
    });
  }).flat();
}

/** A configuration in its shortest form, without values that equal their defaults. */
type Form = Readonly<Partial<Record<keyof TrialConfig, unknown>>>;

function withoutEpochs(form: Form): Form {
  const { epochs: _, ...training } = (form.training ?? {}) as Readonly<Record<string, unknown>>;
  return { ...form, training };
}

function cellHash(form: Form, { engine, numericsVersion }: PlanContext): string {
  const { seed: _, dataset = {}, ...rest } = form;
  return hashJson({ ...rest, dataset: withoutDataPaths(dataset as object), engine, numericsVersion });
}

/**
 * Hashes what affects the result. A dataset is identified by its fingerprint only, so the same data under another
 * name or in another folder gives the same key. A module is identified by the hash of its code.
 */
function trialKey(form: Form, context: PlanContext): string {
  const { dataset: _, ...config } = form;
  return hashJson({ config, ...context });
}
