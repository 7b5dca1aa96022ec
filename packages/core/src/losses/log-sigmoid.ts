import { neg, softplus, type Tensor } from '@tensorflow/tfjs-core';

/**
 * Computes `log sigmoid(x) = -softplus(-x)`: <= 0, finite for every finite `x`. TensorFlow.js' own `logSigmoid`
 * (4.22) reads its input in the gradient without saving it, and fails when that input is an intermediate result.
 */
export function logSigmoid<T extends Tensor>(x: T): T {
  return neg(softplus(neg(x)));
}
