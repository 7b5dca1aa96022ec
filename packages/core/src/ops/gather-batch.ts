import { tensor4d, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Dataset, Normalization } from '../datasets/dataset.ts';

/** What a batch is gathered from. */
export type ImageSource = Pick<Dataset, 'images' | 'height' | 'width' | 'channels' | 'normalization'>;

/**
 * Copies the indexed images into a batch and normalizes them: `(pixel / 255 - mean) / deviation`.
 * @returns `[indices.length, height, width, channels]`
 */
export function gatherBatch(source: ImageSource, indices: Uint32Array): Tensor4D {
  const { height, width, channels } = source;
  return tensor4d(gatherValues(source, indices), [indices.length, height, width, channels]);
}

/** The values of `gatherBatch`, as they are in its tensor. */
export function gatherValues(source: ImageSource, indices: Uint32Array): Float32Array<ArrayBuffer> {
  const { images, height, width, channels, normalization } = source;
  const tables = Array.from({ length: channels }, (_, channel) => normalizedValues(normalization, channel));
  const size = height * width * channels;
  const values = new Float32Array(indices.length * size);
  for (const [position, index] of indices.entries()) {
    const from = index * size;
    const to = position * size;
    for (const [channel, table] of tables.entries()) {
      for (let i = channel; i < size; i += channels) values[to + i] = table[images[from + i] ?? 0] ?? 0;
    }
  }
  return values;
}

/** Changes the pixels (0..1, `[height, width, channels]`) of the image `index`; the result is read before the next call. */
export type ImageChange = (pixels: Float32Array, index: number) => Float32Array;

/** As `gatherValues`, with each image changed before it is normalized. */
export function gatherChangedValues(
  { images, height, width, channels, normalization: { mean, deviation } }: ImageSource,
  indices: Uint32Array,
  change: ImageChange,
): Float32Array<ArrayBuffer> {
  const size = height * width * channels;
  const values = new Float32Array(indices.length * size);
  const pixels = new Float32Array(size);
  for (const [position, index] of indices.entries()) {
    for (let i = 0; i < size; i++) pixels[i] = (images[index * size + i] ?? 0) / 255;
    const changed = change(pixels, index);
    for (let channel = 0; channel < channels; channel++) {
      const middle = mean[channel] ?? 0;
      const spread = deviation[channel] ?? 1;
      for (let i = channel; i < size; i += channels)
        values[position * size + i] = ((changed[i] ?? 0) - middle) / spread;
    }
  }
  return values;
}

/** By pixel value: the same bits on every engine, and no division per pixel. */
function normalizedValues({ mean, deviation }: Normalization, channel: number): Float32Array {
  return Float32Array.from(
    { length: 256 },
    (_, pixel) => (pixel / 255 - (mean[channel] ?? 0)) / (deviation[channel] ?? 1),
  );
}
