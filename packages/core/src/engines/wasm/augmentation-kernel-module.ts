type Pointer = number;
type Flag = 0 | 1;
type Sizes = [height: number, width: number, channels: number];
/** Where an image is read and where the changed one is written. */
type Images = [from: Pointer, to: Pointer];

/**
 * The kernels that augment images of `[height, width, channels]`, float32. They may read and write up to three values behind
 * an image. `count` is that of an image's values.
 */
export interface AugmentationKernels {
  bytesToPixels(count: number, bytes: Pointer, pixels: Pointer): void;
  /** Writes nothing behind the last value. `means` and `deviations` are those of four pixels in a row, float64. */
  normalizePixels(
    ...args: [count: number, channels: number, pixels: Pointer, means: Pointer, deviations: Pointer, values: Pointer]
  ): void;
  cropImage(...args: [...Sizes, down: number, right: number, ...Images]): void;
  flipImage(...args: [...Sizes, isHorizontal: Flag, isVertical: Flag, ...Images]): void;
  cutOut(...args: [...Sizes, top: number, left: number, bottom: number, right: number, ...Images]): void;
  warpAffine(
    ...args: [
      ...Sizes,
      ...inverse: [xx: number, xy: number, yx: number, yy: number],
      shiftX: number,
      shiftY: number,
      ...Images,
    ]
  ): void;
  addNoise(
    ...args: [
      count: number,
      deviation: number,
      ...key: readonly [number, number],
      step: number,
      word: number,
      ...Images,
      scratch: Pointer,
    ]
  ): void;
  noiseScratchBytes(count: number): number;
  addBrightness(...args: [count: number, amount: number, ...Images]): void;
  scaleBrightness(...args: [count: number, factor: number, ...Images]): void;
  scaleContrast(...args: [count: number, factor: number, ...Images]): void;
  solarize(...args: [count: number, threshold: number, ...Images]): void;
  posterize(...args: [count: number, mask: number, ...Images]): void;
  saturate(...args: [count: number, factor: number, ...Images]): void;
  sharpen(...args: [...Sizes, factor: number, ...Images]): void;
  autoContrast(...args: [pixels: number, channels: number, ...Images]): void;
  equalize(...args: [pixels: number, channels: number, ...Images, scratch: Pointer]): void;
}

/** Bytes that `equalize` needs. */
export const equalizeScratchBytes = 2048;
