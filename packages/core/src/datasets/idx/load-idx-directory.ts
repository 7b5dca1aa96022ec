import { SweepdeckError } from '../../errors/index.ts';
import type { LabelledImages } from '../assemble-dataset.ts';
import { joinImageSets, type ImageSet, type ValueOptions } from '../join-image-sets.ts';
import { findIdxFiles, type IdxFilePair } from './find-idx-files.ts';
import { parseIdx } from './parse-idx.ts';
import { readBytes } from './read-bytes.ts';

/**
 * Reads a directory of IDX files into one pool, training images first. `classNames` names the labels from 0;
 * without it each class is called as its label.
 * Errors: those of the files and `dataset-empty`, `dataset-count-mismatch`, and those of `joinImageSets`.
 */
export async function loadIdxDirectory(
  directory: string,
  options: ValueOptions,
  classNames?: readonly string[],
): Promise<LabelledImages> {
  const files = await findIdxFiles(directory);
  const train = await readImageSet(files.train);
  const test = files.test === undefined ? undefined : await readImageSet(files.test);
  return joinImageSets(train, test, options, classNames);
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
  return { from: files, shape: [height, width, channels], type: 'byte', pixels: images.bytes, labels: labels.bytes };
}
