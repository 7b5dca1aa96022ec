import {
  add,
  depthwiseConv2d as plainDepthwiseConv2d,
  engine,
  type GradConfig,
  type NamedAttrMap,
  type NamedTensorMap,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { applyActivation } from './activation.ts';
import type { Conv2dOptions } from './conv2d.ts';
import { hasKernel } from './has-kernel.ts';

/** Kernels of a backend that fuses depthwise convolution, bias and activation. `dy` is the gradient behind the activation. */
export const depthwiseConv2dKernels = {
  /** {x, kernel, bias}, Conv2dOptions -> y */
  forward: 'SweepdeckDepthwiseConv2d',
  /** {x, dy, y}, Conv2dOptions and `kernelShape` -> [dKernel, dBias] */
  parameterGradient: 'SweepdeckDepthwiseConv2dParameterGradient',
  /** {kernel, dy, y}, Conv2dOptions and `inputShape` -> dx */
  inputGradient: 'SweepdeckDepthwiseConv2dInputGradient',
} as const;

/**
 * Each channel convolved with kernels of its own: `activation(conv(x[c], kernel[c, m]) + bias)` is output channel
 * `c multiplier + m`.
 * @param x `[batch, height, width, channels]`
 * @param kernel `[size, size, channels, multiplier]`
 * @param bias `[channels * multiplier]`
 */
export function depthwiseConv2d(x: Tensor4D, kernel: Tensor4D, bias: Tensor1D, options: Conv2dOptions): Tensor4D {
  if (hasKernel(depthwiseConv2dKernels.forward)) {
    return engine().runKernel(depthwiseConv2dKernels.forward, { x, kernel, bias }, { ...options });
  }
  const { stride, padding, activation } = options;
  return applyActivation(add(plainDepthwiseConv2d(x, kernel, stride, padding), bias) as Tensor4D, activation);
}

/** Gradient of the fused forward kernel. The input's part is computed only when something needs it. */
export const depthwiseConv2dGradient: GradConfig = {
  kernelName: depthwiseConv2dKernels.forward,
  inputsToSave: ['x', 'kernel'],
  outputsToSave: [true],
  gradFunc(dy, saved, attrs: NamedAttrMap) {
    const [x, kernel, y] = saved as [Tensor4D, Tensor4D, Tensor4D];
    const behind: NamedTensorMap = { dy: dy as Tensor, y };
    const [dKernel, dBias] = engine().runKernel<[Tensor4D, Tensor1D]>(
      depthwiseConv2dKernels.parameterGradient,
      { x, ...behind },
      { ...attrs, kernelShape: kernel.shape },
    );
    return {
      x: () =>
        engine().runKernel(
          depthwiseConv2dKernels.inputGradient,
          { kernel, ...behind },
          { ...attrs, inputShape: x.shape },
        ),
      kernel: () => dKernel,
      bias: () => dBias,
    };
  },
};
