import { add, mul, tidy, type Tensor } from '@tensorflow/tfjs-core';

/** `x + factor y`, element-wise, same shapes. */
export function addScaled(x: Tensor, y: Tensor, factor: number): Tensor {
  return tidy(() => add(x, mul(y, factor)));
}
