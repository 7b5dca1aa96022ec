import { square, sum, tidy, type Scalar, type Tensor } from '@tensorflow/tfjs-core';

/** `sum_i x_i^2`: a scalar. */
export function sumOfSquares(x: Tensor): Scalar {
  return tidy(() => sum(square(x)) as Scalar);
}
