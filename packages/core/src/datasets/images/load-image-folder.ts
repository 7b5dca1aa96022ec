import { availableParallelism } from 'node:os';
import { SweepdeckError } from '../../errors/index.ts';
import type { LabelledImages } from '../assemble-dataset.ts';
import type { ValueOptions } from '../join-image-sets.ts';
import { chooseRange } from '../pixels/choose-range.ts';
import { toBytes } from '../pixels/to-bytes.ts';
import { decodeImage, readHeader } from './decode-image.ts';
import { findImages } from './find-images.ts';
import { chooseTarget, type ImageOptions } from './image-target.ts';
import { mapConcurrently } from './map-concurrently.ts';

/**
 * Decodes a directory of PNG, JPEG and WebP images, a folder for each class, into one pool, training images first.
 * Headers are read before any pixel, so that sizes that differ are told early; then a few images at a time are decoded
 * straight into their place, so that beside the result only those are in memory.
 * Errors: those of the folders and `dataset-unreadable`, `dataset-corrupt-image`, `dataset-mixed-sizes`, `dataset-too-large`.
 */
export async function loadImageFolder(
  directory: string,
  options: ImageOptions & Pick<ValueOptions, 'pixel_range'>,
): Promise<LabelledImages> {
  const { classNames, train, test } = await findImages(directory);
  const files = [...train, ...test];
  const limit = Math.min(8, availableParallelism());
  const target = chooseTarget(await mapConcurrently(files, limit, readHeader), options);
  const { height, width, channels } = target;
  const length = height * width * channels;
  const images = allocate(directory, files.length, length);
  await mapConcurrently(files, limit, async (file, index) => {
    images.set(await decodeImage(file, target), index * length);
  });
  const labels = new Uint8Array(new SharedArrayBuffer(files.length));
  for (const [index, file] of files.entries()) labels[index] = file.label;
  const parts = [images.subarray(0, train.length * length), images.subarray(train.length * length)];
  const { range, notes } = chooseRange(
    parts
      .filter((values) => values.length > 0)
      .map((values, i) => ({
        from: `${directory}, ${i === 0 ? 'training' : 'test'} images`,
        type: 'image',
        values,
        imageLength: length,
      })),
    options.pixel_range,
  );
  images.set(toBytes({ values: images }, range));
  return { classNames, height, width, channels, images, labels, testCount: test.length, notes };
}

function allocate(directory: string, count: number, length: number): Uint8Array<SharedArrayBuffer> {
  try {
    return new Uint8Array(new SharedArrayBuffer(count * length));
  } catch (cause) {
    throw new SweepdeckError({
      code: 'dataset-too-large',
      message: `${directory}: ${count} images of ${length} bytes are more than fits into memory`,
      hint: 'set dataset.height and dataset.width to a smaller size',
      cause,
    });
  }
}
