import { SweepdeckError } from '../errors/index.ts';
import type { LabelledImages } from './assemble-dataset.ts';
import { labelKnownClasses, numberClasses, type LabelGaps } from './labels/number-classes.ts';
import type { Elements } from './numpy/read-elements.ts';
import { chooseRange } from './pixels/choose-range.ts';
import type { PixelRange } from './pixels/pixel-range.ts';
import { toBytes } from './pixels/to-bytes.ts';

/** The training or the test images of a source. */
export interface ImageSet {
  /** Where the images and the labels come from, for messages: a path, or a path and the name of an array. */
  readonly from: { readonly images: string; readonly labels: string };
  /** `[height, width, channels]`. */
  readonly shape: readonly [number, number, number];
  /** Of the pixels: numpy's name, `f4`; `byte` of a format of plain bytes; `image` where the format says that 255 is white. */
  readonly type: string;
  /** `[count, height, width, channels]`. */
  readonly pixels: Elements;
  /** `[count]`, whole numbers. */
  readonly labels: Uint8Array | Float64Array;
}

/** What the numbers of a source mean, as a sweep says it. */
export interface ValueOptions {
  /** Which values are black and white; left out, the values tell. */
  readonly pixel_range?: PixelRange | undefined;
  /** What becomes of labels that do not count from 0 without a gap; without effect where classes have names. */
  readonly label_gaps?: LabelGaps | undefined;
}

/**
 * Joins a source's training images and its test images, where it has any, into one pool in shared memory, training
 * images first. The scale of the pixels and the classes are those of both together. `classNames` names the labels from 0;
 * without it each class is called as its label.
 * Errors: `dataset-shape-mismatch`, those of the range of the pixels (`chooseRange`) and of the labels (`numberClasses`).
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
        `${test.from.images} holds images of ${test.shape.join(' x ')}, ` +
        `${train.from.images} holds images of ${train.shape.join(' x ')} (height x width x channels)`,
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
    images: concatenate(sets.map(({ pixels }) => toBytes({ values: pixels }, range))),
    labels: concatenate(classes.labels),
    testCount: test?.labels.length ?? 0,
    notes: [...notes, ...classes.notes],
  };
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
