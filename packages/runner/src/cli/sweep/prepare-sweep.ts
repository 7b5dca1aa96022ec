import { availableParallelism } from 'node:os';
import { loadDataset, type Dataset } from '@sweepdeck/core/datasets';
import { openEngine, resolveEngineName } from '@sweepdeck/core/engines';
import { SweepdeckError } from '@sweepdeck/core/errors';
import type { PlannedTrial } from '../../records/records.ts';
import { planTrials } from '../../search/plan-trials.ts';
import { loadSweep, type LoadedSweep } from '../../spec/load-sweep.ts';
import type { CommandContext } from '../command.ts';
import { cacheDirectory } from './cache-directory.ts';
import { checkTrials } from './check-trials.ts';
import { showDownloads } from './download-progress.ts';

export interface PreparedSweep extends LoadedSweep {
  readonly dataset: Dataset;
  readonly engine: { readonly name: string; readonly device: string };
  readonly trials: readonly PlannedTrial[];
  /** At most one for each trial. */
  readonly workers: number;
}

export interface PrepareOptions {
  readonly file: string;
  readonly overrides: readonly string[];
  /** Left out: one for each core. */
  readonly workers: number | undefined;
}

/** Checks all that a sweep needs, and makes nothing: the file, the engine, the data. @throws SweepdeckError */
export async function prepareSweep(options: PrepareOptions, context: CommandContext): Promise<PreparedSweep> {
  const workers = checkWorkers(options.workers);
  const loaded = loadSweep(options.file, { overrides: options.overrides, currentDirectory: process.cwd() });
  const name = resolveEngineName(loaded.spec.engine);
  const dataset = await loadDataset(loaded.spec.config.dataset, {
    cacheDirectory: cacheDirectory(context.env),
    onProgress: showDownloads(context.stderr),
  });
  const engine = await openEngine(name);
  try {
    const { device, numericsVersion } = engine;
    const plan = { datasetFingerprint: dataset.fingerprint, engine: name, numericsVersion };
    const trials = planTrials(loaded.spec, plan);
    // Pretrained models compute as they are made.
    await checkTrials(trials, dataset, loaded.placeOfLayer);
    return { ...loaded, dataset, engine: { name, device }, trials, workers: Math.min(workers, trials.length) };
  } finally {
    engine.dispose();
  }
}

function checkWorkers(workers: number | undefined): number {
  if (workers === undefined) return availableParallelism();
  if (Number.isInteger(workers) && workers >= 1 && workers <= 1024) return workers;
  throw new SweepdeckError({
    code: 'usage',
    message: `--workers: saw ${workers}; expected a whole number from 1 to 1024`,
    hint: `Leave it out for one worker for each core (${availableParallelism()} here).`,
  });
}
