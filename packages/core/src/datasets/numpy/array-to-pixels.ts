import { SweepdeckError } from '../../errors/index.ts';
import type { NumpyArray } from './parse-npy.ts';

/**
 * The images of an array, `[count, height, width]` or with 1 to 4 channels last, as bytes. Errors: `dataset-wrong-shape`,
 * `dataset-empty`.
 */
export function imageShape({ from, shape }: NumpyArray): readonly [number, number, number] {
  const [count = 0, height = 0, width = 0, channels = 1] = shape;
  if (shape.length < 3 || shape.length > 4 || channels > 4) {
    throw new SweepdeckError({
      code: 'dataset-wrong-shape',
      message: `${from}: the shape is [${shape.join(', ')}], expected [count, height, width] or [count, height, width, 1 to 4 channels]`,
      hint: 'reshape flat images, and put the channels last: numpy.moveaxis(images, 1, -1)',
    });
  }
  if (count * height * width * channels === 0) {
    throw new SweepdeckError({
      code: 'dataset-empty',
      message: `${from} holds no pixels: its shape is [${shape.join(', ')}]`,
      hint: 'save at least one image of each class',
    });
  }
  return [height, width, channels];
}

/**
 * What a pixel of these arrays is multiplied by to be in 0..255. Whole numbers are pixels as they are. Floats are in
 * 0..1 where none of all arrays is above 1, else in 0..255, so that training and test images are never told apart.
 */
export function pixelScale(arrays: readonly NumpyArray[]): 1 | 255 {
  if (arrays.some(({ type }) => !type.startsWith('f'))) return 1;
  return arrays.every(({ values }) => (values as Float64Array).every((value) => !(value > 1))) ? 255 : 1;
}

/**
 * The elements times `scale`, rounded to bytes; unsigned bytes as they are.
 * Errors: `dataset-unsupported-dtype` (bool), `dataset-values-out-of-range`.
 */
export function toPixels({ from, type, values }: NumpyArray, scale: number): Uint8Array {
  if (type === 'b1') {
    throw new SweepdeckError({
      code: 'dataset-unsupported-dtype',
      message: `${from}: the images are of dtype bool, expected uint8, another whole number, float32 or float64`,
      hint: "save them as images.astype('uint8') * 255",
    });
  }
  if (values instanceof Uint8Array) return values;
  const pixels = new Uint8Array(values.length);
  for (let i = 0; i < pixels.length; i++) {
    const pixel = Number(values[i]) * scale;
    if (!(pixel >= 0 && pixel <= 255)) throw outOfRange(from, String(values[i]), i, type);
    pixels[i] = Math.round(pixel);
  }
  return pixels;
}

function outOfRange(from: string, value: string, index: number, type: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-values-out-of-range',
    message: `${from}: element ${index} is ${value}, expected ${type.startsWith('f') ? '0 to 1, or 0 to 255' : '0 to 255'}`,
    hint: 'save pixels as they are, not centred or standardized; dataset.normalization does that',
  });
}
