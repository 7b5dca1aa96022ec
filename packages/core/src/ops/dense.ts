import { add, matMul, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { applyActivation, type Activation } from './activation.ts';

/**
 * `activation(x kernel + bias)`.
 * @param x `[batch, in]`
 * @param kernel `[in, out]`
 * @param bias `[out]`
 */
export function dense(x: Tensor2D, kernel: Tensor2D, bias: Tensor1D, activation: Activation): Tensor2D {
  return applyActivation(add(matMul(x, kernel), bias) as Tensor2D, activation);
}
