import type { GradConfig, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import { conv2d, type Conv2dOptions, type ConvolutionInputs, type Shape4 } from './conv2d.ts';
import { hasKernel, opGradient, opKernel, runKernel } from './op-kernel.ts';
import { maxPool } from './max-pool.ts';

/** Side of a square pooling window and distance between windows, in pixels. */
export interface PoolWindow {
  readonly size: number;
  readonly stride: number;
}

/**
 * Kernels of a backend that fuses convolution, bias, activation and 2x2 max pooling of stride 2. `places` holds one
 * byte per value of y, whatever its shape says, for where the gradient goes; `dy` is the gradient of y.
 */
export const conv2dMaxPoolKernels = {
  forward: opKernel<ConvolutionInputs, Conv2dOptions, [y: Tensor4D, places: Tensor4D]>('SweepdeckConv2dMaxPool'),
  parameterGradient: opKernel<
    { readonly x: Tensor4D; readonly dy: Tensor4D; readonly places: Tensor4D },
    Conv2dOptions & { readonly kernelShape: Shape4 },
    [dKernel: Tensor4D, dBias: Tensor1D]
  >('SweepdeckConv2dMaxPoolParameterGradient'),
  /** Returns dx. */
  inputGradient: opKernel<
    { readonly kernel: Tensor4D; readonly dy: Tensor4D; readonly places: Tensor4D },
    Conv2dOptions & { readonly inputShape: Shape4 },
    Tensor4D
  >('SweepdeckConv2dMaxPoolInputGradient'),
};

/**
 * Computes `maxPool(activation(conv(x, kernel) + bias))`; windows that do not fit are dropped.
 *
 * @param x `[batch, height, width, in]`
 *
 * @param kernel `[size, size, in, out]`
 *
 * @param bias `[out]`
 */
export function conv2dMaxPool(
  x: Tensor4D,
  kernel: Tensor4D,
  bias: Tensor1D,
  options: Conv2dOptions,
  window: PoolWindow,
): Tensor4D {
  if (hasKernel(conv2dMaxPoolKernels.forward) && window.size === 2 && window.stride === 2) {
    return runKernel(conv2dMaxPoolKernels.forward, { x, kernel, bias }, options)[0];
  }
  return maxPool(conv2d(x, kernel, bias, options), window.size, window.stride);
}

/** The gradient of the fused forward kernel. The input's part is computed only on demand. */
export const conv2dMaxPoolGradient: GradConfig = opGradient(conv2dMaxPoolKernels.forward, {
  inputsToSave: ['x', 'kernel'],
  outputsToSave: [false, true],
  gradient(slopes, saved, options) {
    const [x, kernel, places] = saved as [Tensor4D, Tensor4D, Tensor4D];
    const [dy] = slopes;
    const [dKernel, dBias] = runKernel(
      conv2dMaxPoolKernels.parameterGradient,
      { x, dy, places },
      { ...options, kernelShape: kernel.shape },
    );
    return {
      x: () =>
        runKernel(conv2dMaxPoolKernels.inputGradient, { kernel, dy, places }, { ...options, inputShape: x.shape }),
      kernel: () => dKernel,
      bias: () => dBias,
    };
  },
});
