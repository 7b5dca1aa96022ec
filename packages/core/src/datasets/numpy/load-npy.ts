import { SweepdeckError } from '../../errors/index.ts';
import type { LabelledImages } from '../assemble-dataset.ts';
import { readBytes } from '../idx/read-bytes.ts';
import type { ValueOptions } from '../join-image-sets.ts';
import { joinArrays, type ArrayPair } from './join-arrays.ts';
import { parseNpy } from './parse-npy.ts';

export interface NpyPaths {
  readonly images_path: string;
  readonly labels_path: string;
  readonly test_images_path?: string | undefined;
  readonly test_labels_path?: string | undefined;
}

/**
 * Reads images and labels from .npy files, and the test images from two more where given.
 * Errors: `dataset-path-not-found`, `dataset-unreadable`, `dataset-test-incomplete`, those of arrays.
 */
export async function loadNpy(options: NpyPaths & ValueOptions): Promise<LabelledImages> {
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
  const train = await readPair(options.images_path, options.labels_path);
  if (testImages === undefined || testLabels === undefined) return joinArrays(train, undefined, options);
  return joinArrays(train, await readPair(testImages, testLabels), options);
}

async function readPair(images: string, labels: string): Promise<ArrayPair> {
  return {
    images: parseNpy(await readBytes(images), images, 'images'),
    labels: parseNpy(await readBytes(labels), labels, 'labels'),
  };
}
