import { SweepdeckError } from '../../errors/index.ts';
import type { LabelledImages } from '../assemble-dataset.ts';
import { findIdxFiles, type IdxFilePair } from './find-idx-files.ts';
import { parseIdx } from './parse-idx.ts';
import { readBytes } from './read-bytes.ts';

interface ImageSet {
  readonly files: IdxFilePair;
  readonly count: number;
  /** `[height, width, channels]`. */
  readonly shape: readonly [number, number, number];
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/**
 * Reads a directory of IDX files into one pool, training images first. `classNames` names the labels from 0; without
 * it they are called '0' to the largest label.
 * Errors: those of the files and `dataset-empty`, `dataset-count-mismatch`, `dataset-shape-mismatch`, `dataset-single-class`,
 * `dataset-unknown-label`.
 */
export async function loadIdxDirectory(directory: string, classNames?: readonly string[]): Promise<LabelledImages> {
  const files = await findIdxFiles(directory);
  const train = await readImageSet(files.train);
  const test = files.test === undefined ? undefined : await readImageSet(files.test);
  if (test !== undefined && test.shape.join() !== train.shape.join()) {
    throw new SweepdeckError({
      code: 'dataset-shape-mismatch',
      message:
        `${test.files.images} holds images of ${test.shape.join(' x ')}, ` +
        `${train.files.images} holds images of ${train.shape.join(' x ')} (height x width x channels)`,
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
    testCount: test?.count ?? 0,
  };
}

async function readImageSet(files: IdxFilePair): Promise<ImageSet> {
  const images = parseIdx(await readBytes(files.images), files.images, [3, 4], 'images');
  const labels = parseIdx(await readBytes(files.labels), files.labels, [1], 'labels');
  const [count = 0, height = 0, width = 0, channels = 1] = images.sizes;
  if (images.bytes.length === 0) {
    throw new SweepdeckError({
      code: 'dataset-empty',
      message: `${files.images} holds no pixels: its sizes are ${images.sizes.join(' x ')}`,
      hint: 'point dataset.path at a directory whose files hold images',
    });
  }
  if (count !== labels.bytes.length) {
    throw new SweepdeckError({
      code: 'dataset-count-mismatch',
      message: `${files.images} holds ${count} images, ${files.labels} holds ${labels.bytes.length} labels`,
      hint: 'every image needs one label: check that both files belong to the same data set',
    });
  }
  return { files, count, shape: [height, width, channels], pixels: images.bytes, labels: labels.bytes };
}

function largestLabel(labels: Uint8Array): number {
  return labels.reduce((largest, label) => Math.max(largest, label), 0);
}

function numberedClasses(sets: readonly ImageSet[]): string[] {
  const largest = Math.max(...sets.map(({ labels }) => largestLabel(labels)));
  if (largest === 0) {
    throw new SweepdeckError({
      code: 'dataset-single-class',
      message: `${sets.map(({ files }) => files.labels).join(' and ')}: every label is 0`,
      hint: 'a classifier needs at least two classes, labelled 0, 1, ...',
    });
  }
  return Array.from({ length: largest + 1 }, (_, label) => String(label));
}

function refuseUnknownLabels({ files, labels }: ImageSet, classNames: readonly string[]): void {
  const largest = largestLabel(labels);
  if (largest < classNames.length) return;
  throw new SweepdeckError({
    code: 'dataset-unknown-label',
    message: `${files.labels} holds the label ${largest}, expected 0 to ${classNames.length - 1}`,
    hint: 'for data with other classes use `dataset: { name: idx, path: ... }`',
  });
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
