import { engine, square, sum, tidy, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { hasKernel } from './has-kernel.ts';

/** {x} -> scalar */
export const sumOfSquaresKernel = 'SweepdeckSumOfSquares';

/** `sum_i x_i^2`: a scalar. */
export function sumOfSquares(x: Tensor): Scalar {
  if (hasKernel(sumOfSquaresKernel)) return engine().runKernel(sumOfSquaresKernel, { x });
  return tidy(() => sum(square(x)) as Scalar);
}
