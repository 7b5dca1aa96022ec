import type { Dataset, DatasetNote } from '@sweepdeck/core/datasets';
import type { ChosenEngine } from '../records/chosen-engine.ts';
import type { ParameterAxis } from '../records/parameter-axis.ts';
import type { PlannedTrial } from '../records/records.ts';
import { isDone } from '../records/statuses.ts';
import type { LoadedSweep } from '../spec/load-sweep.ts';
import { chosenEngineOf } from './choose-engine.ts';
import { estimateDuration } from './estimate-duration.ts';
import type { PlanningPorts } from './ports.ts';
import { prepareSweep, type PreparedSweep, type PrepareOptions } from './prepare-sweep.ts';

/** The work that running a sweep would be. */
export interface SweepPlan {
  readonly name: string;
  readonly axes: readonly ParameterAxis[];
  /** Number of seeds per cell. */
  readonly repeats: number;
  /** Number of parts in k-fold cross-validation; null without it. */
  readonly folds: number | null;
  /** Number of validation images in the smallest fold; null without folds. */
  readonly foldImages: number | null;
  /** Null when unknown, because the search decides while it runs. */
  readonly trials: number | null;
  /** Number of known trials that the store already has results of. */
  readonly computed: number;
  readonly engine: string;
  readonly chosenEngine: ChosenEngine;
  readonly workers: number;
  /** Estimate for the remaining trials; null when it was not requested, or when the trials are not all known yet. */
  readonly estimatedSeconds: number | null;
  /** Notes on the data for the user. */
  readonly notes: readonly DatasetNote[];
  /** A sentence for each memory limit that may be tight. */
  readonly memoryNotes: readonly string[];
}

export interface PlanOptions extends PrepareOptions {
  readonly wantsEstimate: boolean;
}

/**
 * Checks a sweep and estimates the work. Writes nothing.
 * @throws SweepdeckError
 */
export async function planSweep(loaded: LoadedSweep, options: PlanOptions, ports: PlanningPorts): Promise<SweepPlan> {
  const prepared = await prepareSweep(loaded, options, ports);
  const { spec, search, engine, workers, dataset } = prepared;
  const { firstTrials: known, total } = search;
  const computedKeys = readComputedKeys(ports);
  const left = options.isFresh ? known : known.filter(({ key }) => !computedKeys.has(key));
  return {
    name: spec.name,
    axes: spec.axes,
    repeats: spec.repeats,
    folds: spec.folds ?? null,
    foldImages: spec.folds === undefined ? null : smallestFold(dataset, spec.folds),
    trials: total,
    computed: known.length - left.length,
    engine: engine.name,
    chosenEngine: chosenEngineOf(engine),
    workers,
    memoryNotes: prepared.memoryNotes,
    estimatedSeconds: options.wantsEstimate && known.length === total ? await estimate(prepared, left, ports) : null,
    notes: dataset.notes ?? [],
  };
}

/** Training and validation images are split into folds of equal size, give or take one image. */
function smallestFold({ splits }: Dataset, folds: number): number {
  return Math.floor((splits.train.length + splits.validation.length) / folds);
}

/**
 * Reads the keys of the trials whose results a store has; empty without a store.
 * @throws SweepdeckError `store-too-new`
 */
export function readComputedKeys({ readEarlierRuns }: Pick<PlanningPorts, 'readEarlierRuns'>): ReadonlySet<string> {
  const keys = readEarlierRuns((runs) => {
    const trials = runs.listSweeps().flatMap(({ id }) => runs.listTrials(id));
    const computed = trials.filter(({ status }) => isDone(status));
    return new Set(computed.map(({ key }) => key));
  });
  return keys ?? new Set();
}

async function estimate(
  { dataset, engine, workers }: PreparedSweep,
  left: readonly PlannedTrial[],
  { createPool }: PlanningPorts,
): Promise<number> {
  if (left.length === 0) return 0;
  const pool = createPool(engine.name, Math.min(workers, left.length));
  try {
    return await estimateDuration({ configs: left.map(({ config }) => config), dataset, engine: engine.name, pool });
  } finally {
    await pool.close();
  }
}
