import {
  engine,
  type GradConfig,
  type NamedAttrMap,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { conv2d, type Conv2dOptions } from './conv2d.ts';
import { hasKernel } from './has-kernel.ts';
import { maxPool } from './max-pool.ts';

/** Side of a square pooling window and distance between windows, pixels. */
export interface PoolWindow {
  readonly size: number;
  readonly stride: number;
}

/**
 * Kernels of a backend that fuses convolution, bias, activation and 2x2 max pooling of stride 2. `places` holds a byte for each
 * value of y that says where its gradient goes, whatever its shape says; `dy` is the gradient of y.
 */
export const conv2dMaxPoolKernels = {
  /** {x, kernel, bias}, Conv2dOptions -> [y, places] */
  forward: 'SweepdeckConv2dMaxPool',
  /** {x, dy, places}, Conv2dOptions and `kernelShape` -> [dKernel, dBias] */
  parameterGradient: 'SweepdeckConv2dMaxPoolParameterGradient',
  /** {kernel, dy, places}, Conv2dOptions and `inputShape` -> dx */
  inputGradient: 'SweepdeckConv2dMaxPoolInputGradient',
} as const;

/**
 * `maxPool(activation(conv(x, kernel) + bias))`; windows that do not fit are left out.
 * @param x `[batch, height, width, in]`
 * @param kernel `[size, size, in, out]`
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
    const inputs = { x, kernel, bias };
    return engine().runKernel<[Tensor4D, Tensor4D]>(conv2dMaxPoolKernels.forward, inputs, { ...options })[0];
  }
  return maxPool(conv2d(x, kernel, bias, options), window.size, window.stride);
}

/** Gradient of the fused forward kernel. The input's part is computed only when something needs it. */
export const conv2dMaxPoolGradient: GradConfig = {
  kernelName: conv2dMaxPoolKernels.forward,
  inputsToSave: ['x', 'kernel'],
  outputsToSave: [false, true],
  gradFunc(dys, saved, attrs: NamedAttrMap) {
    const [x, kernel, places] = saved as [Tensor4D, Tensor4D, Tensor4D];
    const [dy] = dys as [Tensor, Tensor];
    const [dKernel, dBias] = engine().runKernel<[Tensor4D, Tensor1D]>(
      conv2dMaxPoolKernels.parameterGradient,
      { x, dy, places },
      { ...attrs, kernelShape: kernel.shape },
    );
    return {
      x: () =>
        engine().runKernel(
          conv2dMaxPoolKernels.inputGradient,
          { kernel, dy, places },
          { ...attrs, inputShape: x.shape },
        ),
      kernel: () => dKernel,
      bias: () => dBias,
    };
  },
};
