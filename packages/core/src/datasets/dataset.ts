/** The three parts of a dataset. `test` is never used to choose anything. */
export type SplitName = 'train' | 'validation' | 'test';

/**
 * A labelled set of images that every worker shares without copying: plain data over SharedArrayBuffers, so it can be
 * posted to a thread as it is. A split is a list of indices into `images`.
 */
export interface Dataset {
  readonly name: string;
  /** Hash of pixels, labels and splits: part of a trial's key. */
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
}
