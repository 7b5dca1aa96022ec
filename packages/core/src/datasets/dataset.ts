import type { DatasetNote } from './dataset-note.ts';

/** The three splits of a dataset. `test` is never used to choose anything. */
export type SplitName = 'train' | 'validation' | 'test';

/** Maps pixels to the model's input, per channel: `(pixel / 255 - mean) / deviation`. */
export interface Normalization {
  readonly mean: readonly number[];
  /** Above 0. */
  readonly deviation: readonly number[];
}

/** Returns the normalization that only scales pixels to 0..1. */
export function scaleOnly(channels: number): Normalization {
  return { mean: Array<number>(channels).fill(0), deviation: Array<number>(channels).fill(1) };
}

/** Tells whether a normalization only scales pixels to 0..1. */
export function isScaleOnly({ mean, deviation }: Normalization): boolean {
  return mean.every((value) => value === 0) && deviation.every((value) => value === 1);
}

/**
 * Labelled images that all workers share without copying: plain data over SharedArrayBuffers, which can be posted to
 * a thread as it is. A split is a list of indices into `images`.
 */
export interface Dataset {
  readonly name: string;
  /** Hash of pixels, labels, splits and normalization; part of each trial's key. */
  readonly fingerprint: string;
  readonly classNames: readonly string[];
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Pixels 0..255, `[count, height, width, channels]`, row major. */
  readonly images: Uint8Array<SharedArrayBuffer>;
  /** Class index of each image. */
  readonly labels: Uint8Array<SharedArrayBuffer>;
  readonly splits: Readonly<Record<SplitName, Uint32Array<SharedArrayBuffer>>>;
  readonly normalization: Normalization;
  /** In the order of the source; undefined when there are none. Not part of the fingerprint. */
  readonly notes?: readonly DatasetNote[];
}
