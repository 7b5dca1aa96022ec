import { maxPool as plainMaxPool, type Tensor4D } from '@tensorflow/tfjs-core';

/** Largest value of each `size` x `size` window, `[batch, height, width, channels]`; windows that do not fit are left out. */
export function maxPool(x: Tensor4D, size: number, stride: number): Tensor4D {
  return plainMaxPool(x, size, stride, 'valid');
}
