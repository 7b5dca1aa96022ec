import { add, conv2d as plainConv2d, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import { applyActivation, type Activation } from './activation.ts';

export interface Conv2dOptions {
  readonly stride: number;
  readonly padding: 'valid' | 'same';
  readonly activation: Activation;
}

/**
 * `activation(conv(x, kernel) + bias)`.
 * @param x `[batch, height, width, in]`
 * @param kernel `[size, size, in, out]`
 * @param bias `[out]`
 */
export function conv2d(x: Tensor4D, kernel: Tensor4D, bias: Tensor1D, options: Conv2dOptions): Tensor4D {
  const { stride, padding, activation } = options;
  return applyActivation(add(plainConv2d(x, kernel, stride, padding), bias) as Tensor4D, activation);
}
