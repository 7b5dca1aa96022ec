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

/** What running a sweep would do. */
export interface SweepPlan {
  readonly name: string;
  readonly axes: readonly ParameterAxis[];
  /** Seeds of each cell. */
  readonly repeats: number;
  /** Parts of a k-fold cross-validation; null without one. */
  readonly folds: number | null;
  /** Images that the smallest fold validates on; null without folds. */
  readonly foldImages: number | null;
  /** Null where nobody knows: a search decides as it goes. */
  readonly trials: number | null;
  /** Trials known so far that the store already has the results of. */
  readonly computed: number;
  readonly engine: string;
  readonly chosenEngine: ChosenEngine;
  readonly workers: number;
  /** Of the trials that are left; null when it was not asked for, and when not all trials are known yet. */
  readonly estimatedSeconds: number | null;
  /** What the user should know of the data. */
  readonly notes: readonly DatasetNote[];
  /** Where memory may be tight, a sentence each. */
  readonly memoryNotes: readonly string[];
}

export interface PlanOptions extends PrepareOptions {
  readonly wantsEstimate: boolean;
}

/** Checks a sweep and tells how much work it is. Makes nothing. @throws SweepdeckError */
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

/** Folds deal out training and validation images, as evenly as they go. */
function smallestFold({ splits }: Dataset, folds: number): number {
  return Math.floor((splits.train.length + splits.validation.length) / folds);
}

/** Keys of the trials whose results a store has; none where there is no store. @throws SweepdeckError `store-too-new` */
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
