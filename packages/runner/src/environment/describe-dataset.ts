import { countClasses, type Dataset } from '@sweepdeck/core/datasets';
import type { DatasetFacts } from '../records/environment.ts';

/**
 * Describes the data that a trial is trained on, for its environment.
 * @param hasFolds whether the sweep uses cross-validation
 */
export function describeDataset(dataset: Dataset, hasFolds: boolean): DatasetFacts {
  const { name, fingerprint, classNames, height, width, channels, notes } = dataset;
  return {
    name,
    fingerprint,
    ...imageCounts(dataset, hasFolds),
    class_names: classNames,
    height,
    width,
    channels,
    ...(notes === undefined ? {} : { notes: notes.map((note) => ({ ...note })) }),
  };
}

function imageCounts(
  dataset: Dataset,
  hasFolds: boolean,
): Pick<DatasetFacts, 'train' | 'validation' | 'test' | 'train_by_class'> {
  const { train, validation, test } = dataset.splits;
  if (hasFolds) return { test: test.length };
  return {
    train: train.length,
    validation: validation.length,
    test: test.length,
    train_by_class: countClasses(dataset),
  };
}
