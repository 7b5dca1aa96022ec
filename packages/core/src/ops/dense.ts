import {
  add,
  engine,
  matMul,
  type GradConfig,
  type NamedAttrMap,
  type NamedTensorMap,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { applyActivation, type Activation } from './activation.ts';
import { hasKernel } from './has-kernel.ts';

/** Kernels of a backend that fuses matrix product, bias and activation. `dy` is the gradient behind the activation. */
export const denseKernels = {
  /** {x, kernel, bias}, {activation} -> y */
  forward: 'SweepdeckDense',
  /** {x, dy, y}, {activation} -> [dKernel, dBias] */
  parameterGradient: 'SweepdeckDenseParameterGradient',
  /** {kernel, dy, y}, {activation} -> dx */
  inputGradient: 'SweepdeckDenseInputGradient',
} as const;

/**
 * `activation(x kernel + bias)`.
 * @param x `[batch, in]`
 * @param kernel `[in, out]`
 * @param bias `[out]`
 */
export function dense(x: Tensor2D, kernel: Tensor2D, bias: Tensor1D, activation: Activation): Tensor2D {
  if (hasKernel(denseKernels.forward)) {
    return engine().runKernel(denseKernels.forward, { x, kernel, bias }, { activation });
  }
  return applyActivation(add(matMul(x, kernel), bias) as Tensor2D, activation);
}

/** Gradient of the fused forward kernel. The input's part is computed only when something needs it. */
export const denseGradient: GradConfig = {
  kernelName: denseKernels.forward,
  inputsToSave: ['x', 'kernel'],
  outputsToSave: [true],
  gradFunc(dy, saved, attrs: NamedAttrMap) {
    const [x, kernel, y] = saved as [Tensor2D, Tensor2D, Tensor2D];
    const behind: NamedTensorMap = { dy: dy as Tensor, y };
    const [dKernel, dBias] = engine().runKernel<[Tensor2D, Tensor1D]>(
      denseKernels.parameterGradient,
      { x, ...behind },
      attrs,
    );
    return {
      x: () => engine().runKernel(denseKernels.inputGradient, { kernel, ...behind }, attrs),
      kernel: () => dKernel,
      bias: () => dBias,
    };
  },
};
