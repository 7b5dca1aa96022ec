import { SweepdeckError } from '../../errors/index.ts';
import type { NumpyArray } from './parse-npy.ts';

export interface ArrayLabels {
  readonly labels: Uint8Array;
  /** The columns of one-hot labels; undefined for class indices. */
  readonly classCount: number | undefined;
}

/**
 * Labels from class indices, whole numbers `[count]` or `[count, 1]`, or from one-hot rows of any type, `[count, classes]`.
 * Errors: `dataset-wrong-shape`, `dataset-unsupported-dtype`, `dataset-unknown-label`, `dataset-not-one-hot`.
 */
export function toLabels(array: NumpyArray): ArrayLabels {
  const { from, shape, type } = array;
  const [, columns = 1] = shape;
  if (shape.length < 1 || shape.length > 2 || columns === 0) {
    throw new SweepdeckError({
      code: 'dataset-wrong-shape',
      message: `${from}: the shape of the labels is [${shape.join(', ')}], expected [count], [count, 1] or one-hot [count, classes]`,
      hint: 'save one label for each image',
    });
  }
  if (columns > 1) return { labels: fromOneHot(array, columns), classCount: columns };
  if (type.startsWith('f')) {
    throw new SweepdeckError({
      code: 'dataset-unsupported-dtype',
      message: `${from}: the labels are floats, expected whole numbers`,
      hint: "save them as labels.astype('uint8')",
    });
  }
  return { labels: fromIndices(array), classCount: undefined };
}

function fromIndices({ from, values }: NumpyArray): Uint8Array {
  const labels = new Uint8Array(values.length);
  for (let i = 0; i < labels.length; i++) {
    const label = Number(values[i]);
    if (label < 0 || label > 255) throw unknownLabel(from, i, label);
    labels[i] = label;
  }
  return labels;
}

function fromOneHot({ from, values }: NumpyArray, columns: number): Uint8Array {
  if (columns > 256) throw unknownLabel(from, 0, columns - 1);
  const labels = new Uint8Array(values.length / columns);
  for (let i = 0; i < labels.length; i++) {
    const row = Array.from({ length: columns }, (_, column) => Number(values[i * columns + column]));
    const isOneHot = row.filter((value) => value !== 0).length === 1 && row.includes(1);
    if (!isOneHot) {
      throw new SweepdeckError({
        code: 'dataset-not-one-hot',
        message: `${from}: row ${i} is [${row.slice(0, 10).join(', ')}${columns > 10 ? ', ...' : ''}], expected one 1 and zeros`,
        hint: 'save class indices [count], or one-hot rows; soft labels are not read',
      });
    }
    labels[i] = row.indexOf(1);
  }
  return labels;
}

function unknownLabel(from: string, index: number, label: number): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-unknown-label',
    message: `${from}: label ${index} is ${label}, expected 0 to 255`,
    hint: 'number the classes from 0; at most 256 are possible',
  });
}
