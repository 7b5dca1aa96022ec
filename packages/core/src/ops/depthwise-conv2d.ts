import {
  add,
  depthwiseConv2d as plainDepthwiseConv2d,
  type GradConfig,
  type Tensor1D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { applyActivation } from './activation.ts';
import type { Conv2dOptions, ConvolutionInputs, Shape4 } from './conv2d.ts';
import { hasKernel, opGradient, opKernel, runKernel } from './op-kernel.ts';

/**
 * Kernels of a backend that fuses depthwise convolution, bias and activation. `dy` is the gradient after the
 * activation.
 */
export const depthwiseConv2dKernels = {
  forward: opKernel<ConvolutionInputs, Conv2dOptions, Tensor4D>('SweepdeckDepthwiseConv2d'),
  parameterGradient: opKernel<
    { readonly x: Tensor4D; readonly dy: Tensor4D; readonly y: Tensor4D },
    Conv2dOptions & { readonly kernelShape: Shape4 },
    [dKernel: Tensor4D, dBias: Tensor1D]
  >('SweepdeckDepthwiseConv2dParameterGradient'),
  /** Returns dx. */
  inputGradient: opKernel<
    { readonly kernel: Tensor4D; readonly dy: Tensor4D; readonly y: Tensor4D },
    Conv2dOptions & { readonly inputShape: Shape4 },
    Tensor4D
  >('SweepdeckDepthwiseConv2dInputGradient'),
};

/**
 * Convolves each channel with its own kernels: output channel `c multiplier + m` is `activation(conv(x[c], kernel[c,
 * m]) + bias)`.
 *
 * @param x `[batch, height, width, channels]`
 *
 * @param kernel `[size, size, channels, multiplier]`
 *
 * @param bias `[channels * multiplier]`
 */
export function depthwiseConv2d(x: Tensor4D, kernel: Tensor4D, bias: Tensor1D, options: Conv2dOptions): Tensor4D {
  if (hasKernel(depthwiseConv2dKernels.forward)) {
    return runKernel(depthwiseConv2dKernels.forward, { x, kernel, bias }, options);
  }
  const { stride, padding, activation } = options;
  return applyActivation(add(plainDepthwiseConv2d(x, kernel, stride, padding), bias) as Tensor4D, activation);
}

/** The gradient of the fused forward kernel. The input's part is computed only on demand. */
export const depthwiseConv2dGradient: GradConfig = opGradient(depthwiseConv2dKernels.forward, {
  inputsToSave: ['x', 'kernel'],
  outputsToSave: [true],
  gradient(dy, saved, options) {
    const [x, kernel, y] = saved as [Tensor4D, Tensor4D, Tensor4D];
    const [dKernel, dBias] = runKernel(
      depthwiseConv2dKernels.parameterGradient,
      { x, dy, y },
      { ...options, kernelShape: kernel.shape },
    );
    return {
      x: () => runKernel(depthwiseConv2dKernels.inputGradient, { kernel, dy, y }, { ...options, inputShape: x.shape }),
      kernel: () => dKernel,
      bias: () => dBias,
    };
  },
});
