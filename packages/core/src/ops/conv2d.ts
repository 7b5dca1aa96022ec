import { add, conv2d as plainConv2d, type GradConfig, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import { applyActivation, type Activation } from './activation.ts';
import { hasKernel, opGradient, opKernel, runKernel } from './op-kernel.ts';

export interface Conv2dOptions {
  readonly stride: number;
  readonly padding: 'valid' | 'same';
  readonly activation: Activation;
}

export interface ConvolutionInputs {
  readonly x: Tensor4D;
  readonly kernel: Tensor4D;
  readonly bias: Tensor1D;
}

export type Shape4 = [number, number, number, number];

/** Kernels of a backend that fuses convolution, bias and activation. `dy` is the gradient after the activation. */
export const conv2dKernels = {
  forward: opKernel<ConvolutionInputs, Conv2dOptions, Tensor4D>('SweepdeckConv2d'),
  parameterGradient: opKernel<
    { readonly x: Tensor4D; readonly dy: Tensor4D; readonly y: Tensor4D },
    Conv2dOptions & { readonly kernelShape: Shape4 },
    [dKernel: Tensor4D, dBias: Tensor1D]
  >('SweepdeckConv2dParameterGradient'),
  /** Returns dx. */
  inputGradient: opKernel<
    { readonly kernel: Tensor4D; readonly dy: Tensor4D; readonly y: Tensor4D },
    Conv2dOptions & { readonly inputShape: Shape4 },
    Tensor4D
  >('SweepdeckConv2dInputGradient'),
};

/**
 * Computes `activation(conv(x, kernel) + bias)`.
 *
 * @param x `[batch, height, width, in]`
 *
 * @param kernel `[size, size, in, out]`
 *
 * @param bias `[out]`
 */
export function conv2d(x: Tensor4D, kernel: Tensor4D, bias: Tensor1D, options: Conv2dOptions): Tensor4D {
  if (hasKernel(conv2dKernels.forward)) {
    return runKernel(conv2dKernels.forward, { x, kernel, bias }, options);
  }
  const { stride, padding, activation } = options;
  return applyActivation(add(plainConv2d(x, kernel, stride, padding), bias) as Tensor4D, activation);
}

/** The gradient of the fused forward kernel. The input's part is computed only on demand. */
export const conv2dGradient: GradConfig = opGradient(conv2dKernels.forward, {
  inputsToSave: ['x', 'kernel'],
  outputsToSave: [true],
  gradient(dy, saved, options) {
    const [x, kernel, y] = saved as [Tensor4D, Tensor4D, Tensor4D];
    const [dKernel, dBias] = runKernel(
      conv2dKernels.parameterGradient,
      { x, dy, y },
      { ...options, kernelShape: kernel.shape },
    );
    return {
      x: () => runKernel(conv2dKernels.inputGradient, { kernel, dy, y }, { ...options, inputShape: x.shape }),
      kernel: () => dKernel,
      bias: () => dBias,
    };
  },
});
