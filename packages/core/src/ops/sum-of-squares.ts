import { add, engine, square, sum, tidy, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { hasKernel } from './has-kernel.ts';

/** Any inputs -> scalar */
export const sumOfSquaresKernel = 'SweepdeckSumOfSquares';

/** `sum_i x_i^2` over the values of all tensors: a scalar. */
export function sumOfSquares(...tensors: readonly Tensor[]): Scalar {
  if (hasKernel(sumOfSquaresKernel))
    return engine().runKernel(sumOfSquaresKernel, Object.fromEntries(tensors.entries()));
  return tidy(() => tensors.map((x): Tensor => sum(square(x))).reduce((a, b) => add(a, b)) as Scalar);
}
