import { SweepdeckError } from '../../errors/index.ts';
import type { LabelledImages } from '../assemble-dataset.ts';
import { joinImageSets, type ImageSet, type ValueOptions } from '../join-image-sets.ts';
import { toLabels } from './array-to-labels.ts';
import { imageShape } from './image-shape.ts';
import type { NumpyArray } from './parse-npy.ts';

export interface ArrayPair {
  readonly images: NumpyArray;
  readonly labels: NumpyArray;
}

/**
 * Joins training arrays and, if present, test arrays into one pool. Classes are named by their number; one-hot rows
 * give one class per column. Errors: those of images and labels and `dataset-count-mismatch`,
 * `dataset-one-hot-mismatch`, and those of `joinImageSets`.
 */
export function joinArrays(train: ArrayPair, test: ArrayPair | undefined, options: ValueOptions = {}): LabelledImages {
  const pairs = test === undefined ? [train] : [train, test];
  const shapes = pairs.map(({ images }) => imageShape(images));
  const labels = pairs.map((pair) => toLabels(pair.labels));
  const sets = pairs.map(({ images, labels: { from } }, i): ImageSet => {
    const count = images.shape[0] ?? 0;
    const set = {
      from: { images: images.from, labels: from },
      shape: shapes[i] ?? [0, 0, 0],
      type: images.type,
      pixels: images.values,
      labels: labels[i]?.labels ?? new Uint8Array(0),
    } as const;
    if (set.labels.length !== count) {
      throw new SweepdeckError({
        code: 'dataset-count-mismatch',
        message: `${images.from} holds ${count} images, ${from} holds ${set.labels.length} labels`,
        hint: 'every image needs one label: check that both arrays belong to the same dataset',
      });
    }
    return set;
  });
  const [classCount, testClassCount] = labels.map((each) => each.classCount);
  if (classCount !== undefined && testClassCount !== undefined && classCount !== testClassCount) {
    throw new SweepdeckError({
      code: 'dataset-one-hot-mismatch',
      message: `${train.labels.from} has ${classCount} columns, ${test?.labels.from} has ${testClassCount}`,
      hint: 'one-hot labels of training and test images need a column per class, in the same order',
    });
  }
  const classNames =
    classCount === undefined ? undefined : Array.from({ length: classCount }, (_, label) => String(label));
  return joinImageSets(sets[0] as ImageSet, sets[1], options, classNames);
}
