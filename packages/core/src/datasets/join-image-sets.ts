import { SweepdeckError } from '../errors/index.ts';
import type { LabelledImages } from './assemble-dataset.ts';
import { allocateShared } from './bytes/memory.ts';
import { labelKnownClasses, numberClasses, type LabelGaps } from './labels/number-classes.ts';
import type { Elements } from './numpy/read-elements.ts';
import { chooseRange } from './pixels/choose-range.ts';
import type { PixelRange } from './pixels/pixel-range.ts';
import { toBytes } from './pixels/to-bytes.ts';

/** The training or test images of a source. */
export interface ImageSet {
  /** Origin of the images and of the labels, for messages: a path, or a path and the name of an array. */
  readonly from: { readonly images: string; readonly labels: string };
  /** `[height, width, channels]`. */
  readonly shape: readonly [number, number, number];
  /**
   * Type of the pixels: numpy's name, such as `f4`; `byte` for formats of plain bytes; `image` for formats that
   * define 255 as white.
   */
  readonly type: string;
  /** `[count, height, width, channels]`. */
  readonly pixels: Elements;
  /** `[count]`, whole numbers. */
  readonly labels: Uint8Array | Float64Array;
}

/** Options on the meaning of a source's numbers, as in a sweep file. */
export interface ValueOptions {
  /** Values of black and white; when undefined, derived from the data. */
  readonly pixel_range?: PixelRange | undefined;
  /** Handling of labels that do not count from 0 without a gap; ignored if classes have names. */
  readonly label_gaps?: LabelGaps | undefined;
}

/**
 * Joins a source's training and test images into one pool in shared memory, training images first. If the bytes
 * already fill shared memory in this order, they are converted in place. The pixel scale and the classes are
 * determined from both sets together. `classNames` names the labels from 0; without it each class is named after its
 * label. Errors: `dataset-shape-mismatch`, those of the pixel range (`chooseRange`) and of the labels
 * (`numberClasses`).
 */
export function joinImageSets(
  train: ImageSet,
  test: ImageSet | undefined,
  { pixel_range: pixelRange, label_gaps: labelGaps = 'refuse' }: ValueOptions = {},
  classNames?: readonly string[],
): LabelledImages {
  if (test !== undefined && test.shape.join() !== train.shape.join()) {
    throw new SweepdeckError({
      code: 'dataset-shape-mismatch',
      message:
        `${test.from.images} contains images of ${test.shape.join(' x ')}, ` +
        `${train.from.images} contains images of ${train.shape.join(' x ')} (height x width x channels)`,
      hint: 'training and test images must have the same shape',
    });
  }
  const sets = test === undefined ? [train] : [train, test];
  const [height, width, channels] = train.shape;
  const labelSources = sets.map(({ from, labels }) => ({ from: from.labels, labels }));
  const classes =
    classNames === undefined ? numberClasses(labelSources, labelGaps) : labelKnownClasses(labelSources, classNames);
  const { range, notes } = chooseRange(
    sets.map(({ from, type, pixels }) => ({
      from: from.images,
      type,
      values: pixels,
      imageLength: height * width * channels,
    })),
    pixelRange,
  );
  return {
    classNames: classes.classNames,
    height,
    width,
    channels,
    images: writePool(
      sets.map(({ pixels }) => pixels),
      range,
    ),
    labels: concatenate(classes.labels),
    testCount: test?.labels.length ?? 0,
    notes: [...notes, ...classes.notes],
  };
}

/** Writes all pixels as bytes into one piece of shared memory, in place if a loader has already read them into one. */
function writePool(parts: readonly Elements[], range: PixelRange): Uint8Array<SharedArrayBuffer> {
  const pool =
    wholeOf(parts) ??
    allocateShared(
      'the images',
      parts.reduce((sum, part) => sum + part.length, 0),
    );
  let offset = 0;
  for (const values of parts) {
    toBytes({ values }, range, pool.subarray(offset, offset + values.length));
    offset += values.length;
  }
  return pool;
}

/** Returns the memory that bytes already fill in order. */
function wholeOf(parts: readonly Elements[]): Uint8Array<SharedArrayBuffer> | undefined {
  const buffer = parts[0]?.buffer;
  if (!(buffer instanceof SharedArrayBuffer)) return undefined;
  let end = 0;
  for (const part of parts) {
    if (!(part instanceof Uint8Array) || part.buffer !== buffer || part.byteOffset !== end) return undefined;
    end += part.length;
  }
  return end === buffer.byteLength ? new Uint8Array(buffer) : undefined;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array<SharedArrayBuffer> {
  const whole = new Uint8Array(new SharedArrayBuffer(parts.reduce((sum, part) => sum + part.length, 0)));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
