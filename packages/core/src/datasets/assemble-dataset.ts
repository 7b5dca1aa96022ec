import { SweepdeckError } from '../errors/index.ts';
import { createStream } from '../random/index.ts';
import type { DatasetConfig } from './dataset-config.ts';
import type { Dataset, SplitName } from './dataset.ts';
import { fingerprintDataset } from './fingerprint.ts';
import { stratifiedSplit } from './stratified-split.ts';

/** Labelled images as a source delivers them, before the splits. */
export interface LabelledImages {
  readonly classNames: readonly string[];
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** `[count, height, width, channels]`. */
  readonly images: Uint8Array<SharedArrayBuffer>;
  readonly labels: Uint8Array<SharedArrayBuffer>;
  /** How many images at the end are the source's own test set; 0 when it has none. */
  readonly testCount: number;
}

type SplitOptions = Pick<DatasetConfig, 'name' | 'test_fraction' | 'validation_fraction' | 'split_seed'>;

/**
 * Splits labelled images into train, validation and test. The test split is the source's own, else a stratified share of
 * `test_fraction`; validation is a stratified share of what is left. Errors: `dataset-too-small`.
 */
export function assembleDataset(source: LabelledImages, config: SplitOptions): Dataset {
  const { testCount, ...content } = source;
  const count = source.labels.length;
  const all = range(0, count - testCount);
  const { kept, held: test } =
    testCount > 0
      ? { kept: all, held: range(count - testCount, count) }
      : stratifiedSplit(all, source.labels, config.test_fraction, createStream(config.split_seed, 'split', 0));
  const { kept: train, held: validation } = stratifiedSplit(
    kept,
    source.labels,
    config.validation_fraction,
    createStream(config.split_seed, 'split', 1),
  );
  const splits = { train: shared(train), validation: shared(validation), test: shared(test) };
  refuseEmptySplit(splits, count, config);
  const data = { ...content, splits };
  return { name: config.name, fingerprint: fingerprintDataset(data), ...data };
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
      `and dataset.test_fraction (${config.test_fraction})`,
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
