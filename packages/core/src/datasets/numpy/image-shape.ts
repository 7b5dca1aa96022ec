import { SweepdeckError } from '../../errors/index.ts';
import type { NumpyArray } from './parse-npy.ts';

/**
 * Returns height, width and channels of the images in an array `[count, height, width]`, or with 1 to 4 channels
 * last. Errors: `dataset-wrong-shape`, `dataset-empty`.
 */
export function imageShape({ from, shape }: NumpyArray): readonly [number, number, number] {
  const [count = 0, height = 0, width = 0, channels = 1] = shape;
  if (shape.length < 3 || shape.length > 4 || channels > 4) {
    throw new SweepdeckError({
      code: 'dataset-wrong-shape',
      message: `${from}: the shape is [${shape.join(', ')}]; expected [count, height, width] or [count, height, width, 1 to 4 channels]`,
      hint: 'reshape flat images, and put the channels last: numpy.moveaxis(images, 1, -1)',
    });
  }
  if (count * height * width * channels === 0) {
    throw new SweepdeckError({
      code: 'dataset-empty',
      message: `${from} contains no pixels: its shape is [${shape.join(', ')}]`,
      hint: 'save at least one image per class',
    });
  }
  return [height, width, channels];
}
