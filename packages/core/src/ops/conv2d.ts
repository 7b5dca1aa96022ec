import {
  add,
  conv2d as plainConv2d,
  engine,
  type GradConfig,
  type NamedAttrMap,
  type NamedTensorMap,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { applyActivation, type Activation } from './activation.ts';
import { hasKernel } from './has-kernel.ts';

export interface Conv2dOptions {
  readonly stride: number;
  readonly padding: 'valid' | 'same';
  readonly activation: Activation;
}

/** Kernels of a backend that fuses convolution, bias and activation. `dy` is the gradient behind the activation. */
export const conv2dKernels = {
  /** {x, kernel, bias}, Conv2dOptions -> y */
  forward: 'SweepdeckConv2d',
  /** {x, dy, y}, Conv2dOptions and `kernelShape` -> [dKernel, dBias] */
  parameterGradient: 'SweepdeckConv2dParameterGradient',
  /** {kernel, dy, y}, Conv2dOptions and `inputShape` -> dx */
  inputGradient: 'SweepdeckConv2dInputGradient',
} as const;

/**
 * `activation(conv(x, kernel) + bias)`.
 * @param x `[batch, height, width, in]`
 * @param kernel `[size, size, in, out]`
 * @param bias `[out]`
 */
export function conv2d(x: Tensor4D, kernel: Tensor4D, bias: Tensor1D, options: Conv2dOptions): Tensor4D {
  if (hasKernel(conv2dKernels.forward)) {
    return engine().runKernel(conv2dKernels.forward, { x, kernel, bias }, { ...options });
  }
  const { stride, padding, activation } = options;
  return applyActivation(add(plainConv2d(x, kernel, stride, padding), bias) as Tensor4D, activation);
}

/** Gradient of the fused forward kernel. The input's part is computed only when something needs it. */
export const conv2dGradient: GradConfig = {
  kernelName: conv2dKernels.forward,
  inputsToSave: ['x', 'kernel'],
  outputsToSave: [true],
  gradFunc(dy, saved, attrs: NamedAttrMap) {
    const [x, kernel, y] = saved as [Tensor4D, Tensor4D, Tensor4D];
    const behind: NamedTensorMap = { dy: dy as Tensor, y };
    const [dKernel, dBias] = engine().runKernel<[Tensor4D, Tensor1D]>(
      conv2dKernels.parameterGradient,
      { x, ...behind },
      { ...attrs, kernelShape: kernel.shape },
    );
    return {
      x: () =>
        engine().runKernel(conv2dKernels.inputGradient, { kernel, ...behind }, { ...attrs, inputShape: x.shape }),
      kernel: () => dKernel,
      bias: () => dBias,
    };
  },
};
