import { tensor4d, type Tensor4D } from '@tensorflow/tfjs-core';

/**
 * Copies the indexed images into a batch and scales them: `pixel / 255`.
 * @param images uint8, `[count, height, width, channels]`
 * @param shape `[height, width, channels]`
 * @returns `[indices.length, height, width, channels]`, 0..1
 */
export function gatherBatch(images: Uint8Array, indices: Uint32Array, shape: readonly [number, number, number]): Tensor4D {
  const size = shape[0] * shape[1] * shape[2];
  const values = new Float32Array(indices.length * size);
  indices.forEach((index, row) => {
    for (let i = 0; i < size; i++) values[row * size + i] = (images[index * size + i] ?? 0) / 255;
  });
  return tensor4d(values, [indices.length, ...shape]);
}
