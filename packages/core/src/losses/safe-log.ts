import { log, maximum, type Tensor } from '@tensorflow/tfjs-core';

/** Near the smallest normal float32. */
const smallest = 1e-37;

/** `log(max(y, 1e-37))` of targets: `y log y` becomes 0 for `y = 0`, as its limit. */
export function safeLog<T extends Tensor>(y: T): T {
  return log(maximum(y, smallest));
}
