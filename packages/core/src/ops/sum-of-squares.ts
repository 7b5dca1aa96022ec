import { add, square, sum, tidy, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../tensors/named-tensors.ts';
import { hasKernel, opKernel, runKernel } from './op-kernel.ts';

/** Sums over inputs of any names. */
export const sumOfSquaresKernel = opKernel<NamedTensors, object, Scalar>('SweepdeckSumOfSquares');

/** Computes `sum_i x_i^2` over the values of all tensors: a scalar. */
export function sumOfSquares(...tensors: readonly Tensor[]): Scalar {
  if (hasKernel(sumOfSquaresKernel)) return runKernel(sumOfSquaresKernel, Object.fromEntries(tensors.entries()), {});
  return tidy(() => tensors.map((x): Tensor => sum(square(x))).reduce((a, b) => add(a, b)) as Scalar);
}
