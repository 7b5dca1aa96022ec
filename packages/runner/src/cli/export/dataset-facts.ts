import { cacheDirectory, loadDataset, type Dataset } from '@sweepdeck/core/datasets';
import { SweepdeckError } from '@sweepdeck/core/errors';
import type { Environment } from '../../records/environment.ts';
import type { TrialRecord } from '../../records/records.ts';
import type { CommandContext } from '../command/command.ts';
import { showDownloads } from '../sweep/download-progress.ts';

/** What an exported model needs to know about the images that it was trained on. */
export interface DatasetFacts {
  readonly name: string;
  readonly fingerprint: string;
  readonly classNames: readonly string[];
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** As far as the store knows them: folds share training and validation images, and earlier versions counted less. */
  readonly imageCounts?: ImageCounts;
}

/** Images that a trial was trained, validated and tested on. */
export interface ImageCounts {
  readonly train?: number | undefined;
  readonly validation?: number | undefined;
  readonly test?: number | undefined;
  /** Of the training images, in the order of the classes. */
  readonly trainByClass?: readonly number[] | undefined;
}

/** As an attempt's environment holds them; undefined for one that was made by a version that did not. */
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
 * @param environment of the attempt that trained it; names the fingerprint of the data
 * @throws SweepdeckError `dataset-changed` when the data are others now, and what loading them throws
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
      message: `The dataset ${dataset.name} is not the one that trial t${trial.id} was trained on: its fingerprint is ${dataset.fingerprint.slice(0, 12)}, that of the trial ${stored.slice(0, 12)}.`,
      hint: 'Put the files of then back in place, or run the sweep again with the data of now.',
    });
  }
  return dataset;
}
