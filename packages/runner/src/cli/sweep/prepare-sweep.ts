import { availableParallelism } from 'node:os';
import { cacheDirectory, loadDataset, type Dataset } from '@sweepdeck/core/datasets';
import { openEngine, type EngineDefinition } from '@sweepdeck/core/engines';
import { createTrial } from '@sweepdeck/core/training';
import { createPool } from '../../pool/create-pool.ts';
import { defaultStepTimeoutMs } from '../../pool/step-timeout.ts';
import { createTrialChecker } from '../../pool/trial-checker.ts';
import type { PlannedTrial } from '../../records/records.ts';
import { planTrials } from '../../search/plan-trials.ts';
import type { LoadedSweep } from '../../spec/load-sweep.ts';
import { ownFilesOf } from '@sweepdeck/core/modules';
import type { CommandContext } from '../command/command.ts';
import { checkMemory, type MemoryNeed } from './check-memory.ts';
import { checkTrials } from './check-trials.ts';
import { offerEngines, type EngineTimings, type SweepEngine } from './choose-engine.ts';
import { showDownloads } from './download-progress.ts';
import { findStartedSweep } from './find-started-sweep.ts';
import { loadWantedSweep } from './load-wanted-sweep.ts';
import { createPrintedNotices, withPrintedNotices, type PrintedNotices } from './printed-notices.ts';
import { readStoreIfAny } from './read-store-if-any.ts';
import { distinctModels, timeEngine } from './time-engine.ts';

/** Pretrained models compute as they are made, and this thread opens no engine that may take the process with it. */
const checkingEngine = 'wasm';

/** Few, because every rival of an engine has to train them all. */
const timedModels = 3;

export interface PreparedSweep extends LoadedSweep {
  readonly dataset: Dataset;
  readonly engine: SweepEngine;
  readonly trials: readonly PlannedTrial[];
  /** At most one for each trial, and no more than the engine can have. */
  readonly workers: number;
  /** Where memory may be tight, a sentence each. */
  readonly memoryNotes: readonly string[];
  /** For what is printed as more of it is tried. */
  readonly notices: PrintedNotices;
}

export interface PrepareOptions {
  readonly file: string;
  readonly overrides: readonly string[];
  /** Left out: one for each core. */
  readonly workers: number | undefined;
  /** Whether the engine is chosen anew, whatever an earlier run of the sweep was started on. */
  readonly isFresh: boolean;
  /** How long the user's own files may take for one configuration; left out: as long as a step. */
  readonly stepTimeoutMs?: number;
  /** What the sweep may compute on; left out: every engine there is. */
  readonly engines?: readonly EngineDefinition[];
}

/** Checks all that a sweep needs, and makes nothing: the file, the engine, the data. @throws SweepdeckError */
export async function prepareSweep(options: PrepareOptions, context: CommandContext): Promise<PreparedSweep> {
  const wanted = options.workers ?? availableParallelism();
  const { file: word, overrides } = options;
  const loaded = loadWantedSweep({ word, overrides, currentDirectory: process.cwd() }, context);
  const { spec } = loaded;
  const isOpen = spec.engine === 'auto' && !options.isFresh;
  const started = isOpen
    ? readStoreIfAny(context.storeDirectory, (reader) => findStartedSweep(reader, loaded))
    : undefined;
  const engines = options.engines === undefined ? {} : { engines: options.engines };
  const offer = await offerEngines({ choice: spec.engine, started, ...engines });
  const dataset = await loadDataset(spec.config.dataset, {
    cacheDirectory: cacheDirectory(context.env),
    onProgress: showDownloads(context.stderr),
  });
  const planOn = ({ name, numericsVersion }: SweepEngine): PlannedTrial[] =>
    planTrials(spec, { datasetFingerprint: dataset.fingerprint, engine: name, numericsVersion });
  const trials = planOn(offer.first);
  const notices = createPrintedNotices(context);
  const needs = await checkSafely(trials, dataset, loaded, notices, options.stepTimeoutMs);
  const most = Math.min(wanted, trials.length);
  const engine = await offer.choose(timingsOf(trials, dataset, most, notices));
  const workers = Math.min(most, engine.maxWorkers);
  const { placeOfModel } = loaded;
  return {
    ...loaded,
    dataset,
    engine,
    trials: engine.name === offer.first.name ? trials : planOn(engine),
    workers,
    notices,
    memoryNotes: checkMemory({ needs, engine, workers, dataset, placeOfModel }),
  };
}

/** What files of the user's own may do is done in a worker; checking without them on this thread saves its start. */
async function checkSafely(
  trials: readonly PlannedTrial[],
  dataset: Dataset,
  { placeOfModel }: LoadedSweep,
  notices: PrintedNotices,
  limitMs: number = defaultStepTimeoutMs,
): Promise<MemoryNeed[]> {
  if (trials.some(({ config }) => ownFilesOf(config).length > 0)) {
    const checker = createTrialChecker({
      engine: checkingEngine,
      limitMs,
      onPrinted: (config, printed) => notices.printed(config, printed),
      onWait: (config) => notices.waiting(config, limitMs),
    });
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
  notices: PrintedNotices,
): EngineTimings {
  const models = distinctModels(trials.map(({ config }) => config));
  const configs = models.slice(0, timedModels);
  return {
    models: { timed: configs.length, total: models.length },
    async time({ name, maxWorkers = Infinity }) {
      const pool = withPrintedNotices(createPool(name, 1), notices);
      try {
        const millisecondsPerStep = await timeEngine({ engine: name, configs, dataset, pool });
        return { millisecondsPerStep, workers: Math.min(most, maxWorkers) };
      } finally {
        await pool.close();
      }
    },
  };
}
