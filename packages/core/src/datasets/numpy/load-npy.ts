import { SweepdeckError } from '../../errors/index.ts';
import type { LabelledImages } from '../assemble-dataset.ts';
import { availableMemory } from '../bytes/memory.ts';
import { openDataFile } from '../bytes/open-data-file.ts';
import { withSources } from '../bytes/with-sources.ts';
import type { ValueOptions } from '../join-image-sets.ts';
import { readArrayPairs, type PairSources } from './read-array-pairs.ts';

export interface NpyPaths {
  readonly images_path: string;
  readonly labels_path: string;
  readonly test_images_path?: string | undefined;
  readonly test_labels_path?: string | undefined;
}

/**
 * Reads images and labels from .npy files, and test images from two more if given. Errors: `dataset-path-not-found`,
 * `dataset-unreadable`, `dataset-test-incomplete`, those of arrays.
 */
export async function loadNpy(
  options: NpyPaths & ValueOptions,
  memoryBytes = availableMemory(),
): Promise<LabelledImages> {
  const { test_images_path: testImages, test_labels_path: testLabels } = options;
  if ((testImages === undefined) !== (testLabels === undefined)) {
    const [given, missing] =
      testImages === undefined ? ['test_labels_path', 'test_images_path'] : ['test_images_path', 'test_labels_path'];
    throw new SweepdeckError({
      code: 'dataset-test-incomplete',
      message: `dataset.${given} is given without dataset.${missing}`,
      hint: 'give both, or neither to hold out a share of the images for testing',
    });
  }
  return withSources(async (keep) => {
    const open = async (images: string, labels: string): Promise<PairSources> => ({
      images: keep(await openDataFile(images)),
      labels: keep(await openDataFile(labels)),
    });
    const pairs = [await open(options.images_path, options.labels_path)];
    if (testImages !== undefined && testLabels !== undefined) pairs.push(await open(testImages, testLabels));
    return readArrayPairs(options.images_path, pairs, options, memoryBytes);
  });
}
