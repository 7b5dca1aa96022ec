import { tensor4d, type Tensor4D } from '@tensorflow/tfjs-core';
import { isScaleOnly, type Dataset, type Normalization } from '../datasets/dataset.ts';
import { hasKernel, opKernel, runKernel } from './op-kernel.ts';

/** The images that a batch is gathered from. */
export type ImageSource = Pick<Dataset, 'images' | 'height' | 'width' | 'channels' | 'normalization'>;

export interface GatherBatchOptions {
  readonly source: ImageSource;
  readonly indices: Uint32Array;
  /** `[channels, 256]`: the normalized value of each pixel value. */
  readonly tables: Float32Array;
}

export const gatherBatchKernel = opKernel<object, GatherBatchOptions, Tensor4D>('SweepdeckGatherBatch');

/**
 * Copies the indexed images into a batch and normalizes them: `(pixel / 255 - mean) / deviation`.
 * @returns `[indices.length, height, width, channels]`
 */
export function gatherBatch(source: ImageSource, indices: Uint32Array): Tensor4D {
  if (hasKernel(gatherBatchKernel)) {
    return runKernel(gatherBatchKernel, {}, { source, indices, tables: normalizedValues(source) });
  }
  const { height, width, channels } = source;
  return tensor4d(gatherValues(source, indices), [indices.length, height, width, channels]);
}

/** Returns the values of `gatherBatch`, in the order of its tensor. */
export function gatherValues(source: ImageSource, indices: Uint32Array): Float32Array<ArrayBuffer> {
  const { images, height, width, channels } = source;
  const tables = normalizedValues(source);
  const size = height * width * channels;
  const values = new Float32Array(indices.length * size);
  for (const [position, index] of indices.entries()) {
    const from = index * size;
    const to = position * size;
    for (let channel = 0; channel < channels; channel++) {
      const table = 256 * channel;
      for (let i = channel; i < size; i += channels) values[to + i] = tables[table + (images[from + i] ?? 0)] ?? 0;
    }
  }
  return values;
}

/**
 * Changes the pixels (0..1, `[height, width, channels]`) of the image `index`; the result is read before the next
 * call.
 */
export type ImageChange = (pixels: Float32Array, index: number) => Float32Array;

/** Does the same as `gatherValues`, with each image changed before it is normalized. */
export function gatherChangedValues(
  { images, height, width, channels, normalization }: ImageSource,
  indices: Uint32Array,
  change: ImageChange,
): Float32Array<ArrayBuffer> {
  const size = height * width * channels;
  const values = new Float32Array(indices.length * size);
  const pixels = new Float32Array(size);
  const { mean, deviation } = normalization;
  const isScaled = isScaleOnly(normalization);
  for (const [position, index] of indices.entries()) {
    for (let i = 0; i < size; i++) pixels[i] = shares[images[index * size + i] ?? 0] ?? 0;
    const changed = change(pixels, index);
    if (isScaled) {
      values.set(changed, position * size);
      continue;
    }
    for (let channel = 0; channel < channels; channel++) {
      const middle = mean[channel] ?? 0;
      const spread = deviation[channel] ?? 1;
      for (let i = channel; i < size; i += channels)
        values[position * size + i] = ((changed[i] ?? 0) - middle) / spread;
    }
  }
  return values;
}

/** Pixel values as fractions of 255. */
const shares = Float32Array.from({ length: 256 }, (_, pixel) => pixel / 255);

const tablesOf = new WeakMap<Normalization, Float32Array>();

/** Returns `[channels, 256]` by pixel value: the bits are the same on every engine, and pixels need no division. */
function normalizedValues({ channels, normalization }: ImageSource): Float32Array {
  const { mean, deviation } = normalization;
  let tables = tablesOf.get(normalization);
  if (tables === undefined) {
    tables = new Float32Array(256 * channels);
    for (const i of tables.keys()) {
      const channel = i >> 8;
      tables[i] = ((i & 255) / 255 - (mean[channel] ?? 0)) / (deviation[channel] ?? 1);
    }
    tablesOf.set(normalization, tables);
  }
  return tables;
}
