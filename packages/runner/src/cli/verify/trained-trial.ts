import type { Dataset } from '@sweepdeck/core/datasets';
import { SweepdeckError } from '@sweepdeck/core/errors';
import type { Environment } from '../../records/environment.ts';
import type { StoreReader } from '../../store/store.ts';
import type { CommandContext } from '../command/command.ts';
import { loadTrialDataset } from '../export/dataset-facts.ts';
import { requireSameFiles } from './check-files.ts';
import type { DoneTrial } from './select-trials.ts';

/** A trial with the data and the environment that it was trained with. */
export interface TrainedTrial {
  readonly trial: DoneTrial;
  readonly environment: Environment;
  readonly dataset: Dataset;
}

/**
 * Loads what is needed to train trials again. Trials of the same data share it.
 *
 * @throws SweepdeckError `dataset-changed`, `dataset-missing`; as `requireSameFiles`
 */
export async function loadTrainedTrials(
  reader: StoreReader,
  trials: readonly DoneTrial[],
  context: CommandContext,
): Promise<TrainedTrial[]> {
  const datasets = new Map<string, Promise<Dataset>>();
  const loaded: TrainedTrial[] = [];
  for (const trial of trials) {
    requireSameFiles(trial);
    const attempt = reader
      .listAttempts(trial.id)
      .findLast(({ status }) => status === 'finished' || status === 'diverged');
    const environment = attempt?.environment ?? {};
    const key = JSON.stringify([trial.config.dataset, environment.dataset?.fingerprint]);
    const loading = datasets.get(key) ?? loadDataset(trial, environment, context);
    datasets.set(key, loading);
    loaded.push({ trial, environment, dataset: await loading });
  }
  return loaded;
}

async function loadDataset(trial: DoneTrial, environment: Environment, context: CommandContext): Promise<Dataset> {
  try {
    return await loadTrialDataset(trial, environment, context);
  } catch (error) {
    if (!(error instanceof SweepdeckError) || error.code === 'dataset-changed') throw error;
    const fingerprint = environment.dataset?.fingerprint?.slice(0, 12) ?? 'unknown';
    throw new SweepdeckError({
      code: 'dataset-missing',
      message: `The data of t${trial.id}, whose fingerprint is ${fingerprint}, cannot be loaded any more: ${error.message}`,
      hint: error.hint ?? 'Restore the files.',
      cause: error,
    });
  }
}
