import { SweepdeckError } from '../errors/index.ts';
import { createStream } from '../random/index.ts';
import type { DatasetConfig } from './dataset-config.ts';
import type { DatasetNote } from './dataset-note.ts';
import { scaleOnly, type Dataset, type SplitName } from './dataset.ts';
import { fingerprintDataset } from './fingerprint.ts';
import { makeImbalanced } from './imbalance.ts';
import { addLabelNoise } from './label-noise.ts';
import { standardize } from './standardize.ts';
import { stratifiedSplit } from './stratified-split.ts';

/** Labelled images from a source, before they are split. */
export interface LabelledImages {
  readonly classNames: readonly string[];
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** `[count, height, width, channels]`. */
  readonly images: Uint8Array<SharedArrayBuffer>;
  readonly labels: Uint8Array<SharedArrayBuffer>;
  /** Number of images at the end that form the source's own test set; 0 if it has none. */
  readonly testCount: number;
  readonly notes?: readonly DatasetNote[];
}

type SplitOptions = Pick<
  DatasetConfig,
  | 'name'
  | 'test_fraction'
  | 'validation_fraction'
  | 'split_seed'
  | 'limit'
  | 'imbalance'
  | 'label_noise'
  | 'normalization'
>;

/**
 * Splits labelled images into train, validation and test. The test split is the source's own, or a stratified share
 * of `test_fraction`. Of the remaining images a stratified `limit` is kept, and a stratified share of those is the
 * validation split. Imbalance, then label noise, change the train split only; `standardize` is measured on the
 * result. Errors: `dataset-too-small`.
 */
export function assembleDataset(source: LabelledImages, config: SplitOptions): Dataset {
  const { testCount, ...content } = source;
  const count = source.labels.length;
  const all = range(0, count - testCount);
  const { kept: rest, held: test } =
    testCount > 0
      ? { kept: all, held: range(count - testCount, count) }
      : stratifiedSplit(all, source.labels, config.test_fraction, createStream(config.split_seed, 'split', 0));
  const { imbalance, label_noise: noise, split_seed: seed } = config;
  const { kept: whole, held: validation } = stratifiedSplit(
    limited(rest, source.labels, config),
    source.labels,
    config.validation_fraction,
    createStream(config.split_seed, 'split', 1),
  );
  const classes = content.classNames.length;
  const train = imbalance === undefined ? whole : makeImbalanced(whole, source.labels, classes, { ...imbalance, seed });
  const labels = noise === undefined ? source.labels : addLabelNoise(source.labels, train, classes, { ...noise, seed });
  const splits = { train: shared(train), validation: shared(validation), test: shared(test) };
  refuseEmptySplit(splits, count, config);
  const normalization =
    config.normalization === 'standardize' ? standardize(content, splits.train) : scaleOnly(content.channels);
  const data = { ...content, labels, splits, normalization };
  return { name: config.name, fingerprint: fingerprintDataset(data), ...data };
}

/** Draws `limit` of the images, at random within each class; returns all if there are no more. */
function limited(indices: Uint32Array, labels: Uint8Array, { limit, split_seed: seed }: SplitOptions): Uint32Array {
  if (limit === undefined || limit >= indices.length) return indices;
  return stratifiedSplit(indices, labels, limit / indices.length, createStream(seed, 'limit', 0)).held;
}

function refuseEmptySplit(splits: Record<SplitName, Uint32Array>, count: number, config: SplitOptions): void {
  const empty = Object.entries(splits).find(([, indices]) => indices.length === 0);
  if (empty === undefined) return;
  const { train, validation, test } = splits;
  throw new SweepdeckError({
    code: 'dataset-too-small',
    message:
      `the ${empty[0]} split of ${config.name} is empty: ${count} images gave ${train.length} for training, ` +
      `${validation.length} for validation and ${test.length} for testing`,
    hint:
      `use more images, or other values of dataset.validation_fraction (${config.validation_fraction}) ` +
      `and dataset.test_fraction (${config.test_fraction})` +
      (config.limit === undefined ? '' : `, or a larger dataset.limit (${config.limit})`),
  });
}

function range(start: number, end: number): Uint32Array {
  return Uint32Array.from({ length: end - start }, (_, i) => start + i);
}

function shared(indices: Uint32Array): Uint32Array<SharedArrayBuffer> {
  const copy = new Uint32Array(new SharedArrayBuffer(indices.byteLength));
  copy.set(indices);
  return copy;
}
