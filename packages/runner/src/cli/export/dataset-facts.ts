import { cacheDirectory, loadDataset, type Dataset } from '@sweepdeck/core/datasets';
import { SweepdeckError } from '@sweepdeck/core/errors';
import type { Environment } from '../../records/environment.ts';
import type { TrialRecord } from '../../records/records.ts';
import type { CommandContext } from '../command/command.ts';
import { showDownloads } from '../wanted-sweep/download-progress.ts';

/** Facts about the training images that an exported model documents. */
export interface DatasetFacts {
  readonly name: string;
  readonly fingerprint: string;
  readonly classNames: readonly string[];
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /**
   * Image counts, as far as the store knows them. Folds share training and validation images, and earlier versions
   * stored fewer counts.
   */
  readonly imageCounts?: ImageCounts;
}

/** Numbers of images that a trial was trained, validated and tested on. */
export interface ImageCounts {
  readonly train?: number | undefined;
  readonly validation?: number | undefined;
  readonly test?: number | undefined;
  /** Training images per class, in the order of the classes. */
  readonly trainByClass?: readonly number[] | undefined;
}

/** Reads the facts from an attempt's environment; undefined for attempts of versions that did not store them. */
export function storedDatasetFacts({ dataset = {} }: Environment): DatasetFacts | undefined {
  const { name, fingerprint, class_names: classNames, height, width, channels } = dataset;
  if (name === undefined || fingerprint === undefined || classNames === undefined) return undefined;
  if (height === undefined || width === undefined || channels === undefined) return undefined;
  const { train, validation, test, train_by_class: trainByClass } = dataset;
  const imageCounts = { train, validation, test, trainByClass };
  return { name, fingerprint, classNames, height, width, channels, imageCounts };
}

/**
 * Loads the data that a trial was trained on.
 *
 * @param environment the environment of the attempt that trained it, which contains the data's fingerprint
 *
 * @throws SweepdeckError `dataset-changed` when the data has changed since, and everything that loading throws
 */
export async function loadTrialDataset(
  trial: TrialRecord,
  environment: Environment,
  { env, stderr }: CommandContext,
): Promise<Dataset> {
  const onProgress = showDownloads(stderr);
  const dataset = await loadDataset(trial.config.dataset, { cacheDirectory: cacheDirectory(env), onProgress });
  const stored = environment.dataset?.fingerprint;
  if (stored !== undefined && stored !== dataset.fingerprint) {
    throw new SweepdeckError({
      code: 'dataset-changed',
      message: `The dataset ${dataset.name} has changed since trial t${trial.id} was trained: its fingerprint is ${dataset.fingerprint.slice(0, 12)}, the trial's is ${stored.slice(0, 12)}.`,
      hint: 'Restore the files, or train the sweep again on the new data.',
    });
  }
  return dataset;
}
