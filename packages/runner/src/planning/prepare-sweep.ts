import type { Dataset } from '@sweepdeck/core/datasets';
import { openEngine, type EngineDefinition } from '@sweepdeck/core/engines';
import { ownFilesOf } from '@sweepdeck/core/modules';
import { createTrial } from '@sweepdeck/core/training';
import type { PlannedTrial } from '../records/records.ts';
import { searchTrials } from '../search/search-trials.ts';
import type { TrialSearch } from '../search/trial-source.ts';
import type { LoadedSweep } from '../spec/load-sweep.ts';
import { checkMemory, type MemoryNeed } from './check-memory.ts';
import { checkTrials } from './check-trials.ts';
import { offerEngines, type EngineTimings, type SweepEngine } from './choose-engine.ts';
import { findStartedSweep } from './find-started-sweep.ts';
import type { PlanningPorts } from './ports.ts';
import { distinctModels, timeEngine } from './time-engine.ts';

/** Pretrained models compute as they are made, and this thread opens no engine that may take the process with it. */
const checkingEngine = 'wasm';

/** Few, because every rival of an engine has to train them all. */
const timedModels = 3;

export interface PreparedSweep extends LoadedSweep {
  readonly dataset: Dataset;
  readonly engine: SweepEngine;
  /** Finds the trials. */
  readonly search: TrialSearch;
  /** At most one for each trial, and no more than the engine can have. */
  readonly workers: number;
  /** Where memory may be tight, a sentence each. */
  readonly memoryNotes: readonly string[];
}

export interface PrepareOptions {
  readonly workers: number;
  /** Whether the engine is chosen anew, whatever an earlier run of the sweep was started on. */
  readonly isFresh: boolean;
  /** What the sweep may compute on; left out: every engine there is. */
  readonly engines?: readonly EngineDefinition[];
}

/** Checks all that a loaded sweep needs, and makes nothing: the engine, the data, the trials. @throws SweepdeckError */
export async function prepareSweep(
  loaded: LoadedSweep,
  options: PrepareOptions,
  ports: PlanningPorts,
): Promise<PreparedSweep> {
  const { spec, placeOfModel } = loaded;
  const isOpen = spec.engine === 'auto' && !options.isFresh;
  const started = isOpen ? ports.readEarlierRuns((runs) => findStartedSweep(runs, loaded)) : undefined;
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

/** What files of the user's own may do is done in a worker; checking without them on this thread saves its start. */
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

/** Each engine is timed in a worker of its own kind, so that one that crashes ends nothing but its worker. */
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
