import { SweepdeckError } from '../errors/index.ts';
import { createStream, shuffledIndices } from '../random/index.ts';
import { isScaleOnly, type Dataset } from './dataset.ts';
import { standardize } from './standardize.ts';

/**
 * Returns one fold of a k-fold cross-validation over the training and validation images: fold `index` is held out for
 * validation and the others train. Images of each class are assigned to the folds in turn, so that class counts and
 * fold sizes differ by at most one. The folds are the same for every trial; test images stay separate. A measured
 * normalization is measured again on the training images.
 * @throws SweepdeckError `dataset-too-small`
 */
export function foldDataset(
  dataset: Dataset,
  { index, count }: { readonly index: number; readonly count: number },
  splitSeed: number,
): Dataset {
  const { splits, labels, classNames } = dataset;
  const pool = Uint32Array.from([...splits.train, ...splits.validation]).sort();
  if (pool.length < count) {
    throw new SweepdeckError({
      code: 'dataset-too-small',
      message: `${count} folds of ${pool.length} images of ${dataset.name}; expected at least one image per fold`,
      hint: 'use more images or fewer folds',
    });
  }
  const dealt = classNames.flatMap((_, label) => [
    ...shuffledIndices(
      createStream(splitSeed, 'folds', label),
      pool.filter((image) => labels[image] === label),
    ),
  ]);
  const train = shared(dealt.filter((_, position) => position % count !== index));
  const validation = shared(dealt.filter((_, position) => position % count === index));
  const normalization = isScaleOnly(dataset.normalization) ? dataset.normalization : standardize(dataset, train);
  return { ...dataset, normalization, splits: { train, validation, test: splits.test } };
}

function shared(indices: readonly number[]): Uint32Array<SharedArrayBuffer> {
  const copy = new Uint32Array(new SharedArrayBuffer(indices.length * 4));
  copy.set(indices);
  return copy.sort();
}
