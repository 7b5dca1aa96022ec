import { tensor4d, type Tensor4D } from '@tensorflow/tfjs-core';

/** `pixel / 255` for every pixel value: the same bits on every engine, and no division per pixel. */
const scaled = Float32Array.from({ length: 256 }, (_, pixel) => pixel / 255);

/**
 * Copies the indexed images into a batch and scales them: `pixel / 255`.
 * @param images uint8, `[count, height, width, channels]`
 * @param shape `[height, width, channels]`
 * @returns `[indices.length, height, width, channels]`, 0..1
 */
export function gatherBatch(
  images: Uint8Array,
  indices: Uint32Array,
  shape: readonly [number, number, number],
): Tensor4D {
  const size = shape[0] * shape[1] * shape[2];
  const values = new Float32Array(indices.length * size);
  let to = 0;
  for (const index of indices) {
    const start = index * size;
    for (let from = start; from < start + size; from++) values[to++] = scaled[images[from] ?? 0] ?? 0;
  }
  return tensor4d(values, [indices.length, ...shape]);
}
