import { SweepdeckError } from '../../errors/index.ts';
import type { NumpyArray } from './parse-npy.ts';

export interface ArrayLabels {
  readonly labels: Float64Array;
  /** Number of columns of one-hot labels; undefined for class indices. */
  readonly classCount: number | undefined;
}

/**
 * Reads labels from class indices, whole numbers of any type in `[count]` or `[count, 1]`, or from one-hot rows,
 * `[count, classes]`. Errors: `dataset-wrong-shape`, `dataset-labels-not-whole`, `dataset-too-many-classes`,
 * `dataset-not-one-hot`.
 */
export function toLabels(array: NumpyArray): ArrayLabels {
  const { from, shape } = array;
  const [, columns = 1] = shape;
  if (shape.length < 1 || shape.length > 2 || columns === 0) {
    throw new SweepdeckError({
      code: 'dataset-wrong-shape',
      message: `${from}: the shape of the labels is [${shape.join(', ')}]; expected [count], [count, 1] or one-hot [count, classes]`,
      hint: 'save one label per image',
    });
  }
  if (columns > 1) return { labels: fromOneHot(array, columns), classCount: columns };
  return { labels: fromIndices(array), classCount: undefined };
}

function fromIndices({ from, values }: NumpyArray): Float64Array {
  const labels = Float64Array.from(values as ArrayLike<number | bigint>, Number);
  const index = labels.findIndex((label) => !Number.isInteger(label));
  if (index === -1) return labels;
  throw new SweepdeckError({
    code: 'dataset-labels-not-whole',
    message: `${from}: label ${index} is ${labels[index]}; expected whole numbers that name classes`,
    hint: 'number the classes from 0; a measured value is not a class',
  });
}

function fromOneHot({ from, values }: NumpyArray, columns: number): Float64Array {
  if (columns > 256) {
    throw new SweepdeckError({
      code: 'dataset-too-many-classes',
      message: `${from}: one-hot rows of ${columns} columns; expected at most 256`,
      hint: 'save class indices and set dataset.label_gaps: renumber, or merge classes',
    });
  }
  const labels = new Float64Array(values.length / columns);
  for (let i = 0; i < labels.length; i++) {
    const row = Array.from({ length: columns }, (_, column) => Number(values[i * columns + column]));
    const isOneHot = row.filter((value) => value !== 0).length === 1 && row.includes(1);
    if (!isOneHot) {
      throw new SweepdeckError({
        code: 'dataset-not-one-hot',
        message: `${from}: row ${i} is [${row.slice(0, 10).join(', ')}${columns > 10 ? ', ...' : ''}]; expected one 1 and zeros`,
        hint: 'save class indices [count], or one-hot rows; soft labels are not supported',
      });
    }
    labels[i] = row.indexOf(1);
  }
  return labels;
}
