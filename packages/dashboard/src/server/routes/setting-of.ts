import type { TrialRecord } from '@sweepdeck/runner/records';
import type { Setting } from '../../contract/index.ts';

/** Returns the data, models and durations of trials, each value once and in the order of the trials. */
export function settingOf(trials: readonly Pick<TrialRecord, 'config'>[]): Setting {
  const distinct = <Value>(read: (config: TrialRecord['config']) => Value): Value[] => [
    ...new Set(trials.map(({ config }) => read(config))),
  ];
  return {
    datasets: distinct(({ dataset }) => datasetLabel(dataset)),
    models: distinct(({ model }) => modelLabel(model)),
    epochs: distinct(({ training }) => training.epochs),
    batchSizes: distinct(({ training }) => training.batch_size),
  };
}

/** Names a dataset: `glyphs`; for data from files with the name of the folder or file, `images flowers`. */
function datasetLabel(dataset: TrialRecord['config']['dataset']): string {
  const { name } = dataset;
  const place = 'images_path' in dataset ? dataset.images_path : 'path' in dataset ? dataset.path : undefined;
  return place === undefined ? name : `${name} ${lastPart(place)}`;
}

/** Names a model without its options; a list of layers by its length: `layers (8)`. */
function modelLabel(model: TrialRecord['config']['model']): string {
  const { name, layers, module, path } = model;
  if (Array.isArray(layers)) return `${name} (${layers.length})`;
  const file = module ?? path;
  return typeof file === 'string' ? `${name} ${lastPart(file)}` : name;
}

function lastPart(path: string): string {
  return path.replace(/[/\\]+$/u, '').replace(/^.*[/\\]/u, '');
}
