import { SweepdeckError } from '../errors/index.ts';
import type { LabelledImages } from './assemble-dataset.ts';

/** The training or the test images of a source. */
export interface ImageSet {
  /** Where the images and the labels come from, for messages: a path, or a path and the name of an array. */
  readonly from: { readonly images: string; readonly labels: string };
  /** `[height, width, channels]`. */
  readonly shape: readonly [number, number, number];
  /** `[count, height, width, channels]`. */
  readonly pixels: Uint8Array;
  /** `[count]`, class indices from 0. */
  readonly labels: Uint8Array;
}

/**
 * Joins a source's training images and its test images, where it has any, into one pool in shared memory, training
 * images first. `classNames` names the labels from 0; without it they are called '0' to the largest label.
 * Errors: `dataset-shape-mismatch`, `dataset-single-class`, `dataset-unknown-label`.
 */
export function joinImageSets(
  train: ImageSet,
  test: ImageSet | undefined,
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
  const names = classNames ?? numberedClasses(sets);
  for (const set of sets) refuseUnknownLabels(set, names);
  const [height, width, channels] = train.shape;
  return {
    classNames: names,
    height,
    width,
    channels,
    images: concatenate(sets.map((set) => set.pixels)),
    labels: concatenate(sets.map((set) => set.labels)),
    testCount: test?.labels.length ?? 0,
  };
}

function largestLabel(labels: Uint8Array): number {
  return labels.reduce((largest, label) => Math.max(largest, label), 0);
}

function numberedClasses(sets: readonly ImageSet[]): string[] {
  const largest = Math.max(...sets.map(({ labels }) => largestLabel(labels)));
  if (largest === 0) {
    throw new SweepdeckError({
      code: 'dataset-single-class',
      message: `${sets.map(({ from }) => from.labels).join(' and ')}: every label is 0`,
      hint: 'a classifier needs at least two classes, labelled 0, 1, ...',
    });
  }
  return Array.from({ length: largest + 1 }, (_, label) => String(label));
}

function refuseUnknownLabels({ from, labels }: ImageSet, classNames: readonly string[]): void {
  const largest = largestLabel(labels);
  if (largest < classNames.length) return;
  throw new SweepdeckError({
    code: 'dataset-unknown-label',
    message: `${from.labels} holds the label ${largest}, expected 0 to ${classNames.length - 1}`,
    hint: 'labels count the classes from 0; for other classes than those of the named data set use name idx, cifar or npz',
  });
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array<SharedArrayBuffer> {
  const whole = wholeOf(parts);
  if (whole !== undefined) return whole;
  return copyOf(parts);
}

/** The memory that the parts already fill in their order, where a loader has read them into one. */
function wholeOf(parts: readonly Uint8Array[]): Uint8Array<SharedArrayBuffer> | undefined {
  const buffer = parts[0]?.buffer;
  if (!(buffer instanceof SharedArrayBuffer)) return undefined;
  let end = 0;
  for (const part of parts) {
    if (part.buffer !== buffer || part.byteOffset !== end) return undefined;
    end += part.length;
  }
  return end === buffer.byteLength ? new Uint8Array(buffer) : undefined;
}

function copyOf(parts: readonly Uint8Array[]): Uint8Array<SharedArrayBuffer> {
  const whole = new Uint8Array(new SharedArrayBuffer(parts.reduce((sum, part) => sum + part.length, 0)));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
