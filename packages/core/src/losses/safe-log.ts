import { log, maximum, type Tensor } from '@tensorflow/tfjs-core';

/** Close to the smallest normal float32. */
const smallest = 1e-37;

/** Computes `log(max(y, 1e-37))` of targets, so that `y log y` becomes 0 for `y = 0`, which is its limit. */
export function safeLog<T extends Tensor>(y: T): T {
  return log(maximum(y, smallest));
}
