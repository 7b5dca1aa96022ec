import type { Dataset } from '@sweepdeck/core/datasets';
import { openEngine, type EngineDefinition } from '@sweepdeck/core/engines';
import { ownFilesOf } from '@sweepdeck/core/modules';
import { createTrial } from '@sweepdeck/core/training';
import type { PlannedTrial, SweepSummary } from '../records/records.ts';
import { searchTrials } from '../search/search-trials.ts';
import type { TrialSearch } from '../search/trial-source.ts';
import type { LoadedSweep } from '../spec/load-sweep.ts';
import { checkMemory, type MemoryNeed } from './check-memory.ts';
import { checkTrials } from './check-trials.ts';
import { offerEngines, type EngineTimings, type SweepEngine } from './choose-engine.ts';
import { findStartedSweep } from './find-started-sweep.ts';
import type { PlanningPorts } from './ports.ts';
import { distinctModels, timeEngine } from './time-engine.ts';

/** Creating a pretrained model runs it. This thread must not open an engine whose crash would end the process. */
const checkingEngine = 'wasm';

/** Kept small, because each candidate engine has to train them all. */
const timedModels = 3;

export interface PreparedSweep extends LoadedSweep {
  readonly dataset: Dataset;
  readonly engine: SweepEngine;
  /** Finds the trials. */
  readonly search: TrialSearch;
  /** At most one per trial, and at most the engine's limit. */
  readonly workers: number;
  /** A sentence for each memory limit that may be tight. */
  readonly memoryNotes: readonly string[];
}

export interface PrepareOptions {
  readonly workers: number;
  /** Whether to choose the engine anew, even if an earlier run of the sweep has one. */
  readonly isFresh: boolean;
  /** The sweep that this one extends; it keeps its engine. When omitted, it is looked for among the earlier runs. */
  readonly started?: SweepSummary;
  /** Engines that the sweep may use; all engines when omitted. */
  readonly engines?: readonly EngineDefinition[];
}

/**
 * Checks everything that a loaded sweep needs: the engine, the data and the trials. Writes nothing.
 * @throws SweepdeckError
 */
export async function prepareSweep(
  loaded: LoadedSweep,
  options: PrepareOptions,
  ports: PlanningPorts,
): Promise<PreparedSweep> {
  const { spec, placeOfModel } = loaded;
  const isOpen = spec.engine === 'auto' && !options.isFresh;
  const started =
    options.started ?? (isOpen ? ports.readEarlierRuns((runs) => findStartedSweep(runs, loaded)) : undefined);
  const engines = options.engines === undefined ? {} : { engines: options.engines };
  const offer = await offerEngines({ choice: spec.engine, started, ...engines });
  const dataset = await ports.loadDataset(spec.config.dataset);
  const searchOn = ({ name, numericsVersion }: SweepEngine): TrialSearch =>
    searchTrials(spec, { datasetFingerprint: dataset.fingerprint, engine: name, numericsVersion });
  const search = searchOn(offer.first);
  const { firstTrials: trials, total } = search;
  const needs = await checkSafely(trials, dataset, loaded, ports);
  const most = Math.min(options.workers, total ?? Infinity);
  const engine = await offer.choose(timingsOf(trials, dataset, most, ports));
  const workers = Math.min(most, engine.maxWorkers);
  return {
    ...loaded,
    dataset,
    engine,
    search: engine.name === offer.first.name ? search : searchOn(engine),
    workers,
    memoryNotes: checkMemory({ needs, engine, workers, dataset, placeOfModel }),
  };
}

/**
 * Checks custom modules in a worker, where they can do no harm. Without custom modules, checking on this thread saves
 * starting one.
 */
async function checkSafely(
  trials: readonly PlannedTrial[],
  dataset: Dataset,
  { placeOfModel }: LoadedSweep,
  { createChecker }: PlanningPorts,
): Promise<MemoryNeed[]> {
  if (trials.some(({ config }) => ownFilesOf(config).length > 0)) {
    const checker = createChecker(checkingEngine);
    try {
      return await checkTrials(trials, placeOfModel, (config) => checker.check(config, dataset));
    } finally {
      await checker.close();
    }
  }
  const engine = await openEngine(checkingEngine);
  try {
    return await checkTrials(trials, placeOfModel, async (config) => (await createTrial(config, dataset)).memory());
  } finally {
    engine.dispose();
  }
}

/** Times each engine in a worker of its own kind, so that a crash ends only that worker. */
function timingsOf(
  trials: readonly PlannedTrial[],
  dataset: Dataset,
  most: number,
  { createPool }: PlanningPorts,
): EngineTimings {
  const models = distinctModels(trials.map(({ config }) => config));
  const configs = models.slice(0, timedModels);
  return {
    models: { timed: configs.length, total: models.length },
    async time({ name, maxWorkers = Infinity }) {
      const pool = createPool(name, 1);
      try {
        const millisecondsPerStep = await timeEngine({ engine: name, configs, dataset, pool });
        return { millisecondsPerStep, workers: Math.min(most, maxWorkers) };
      } finally {
        await pool.close();
      }
    },
  };
}
