import { add, matMul, type GradConfig, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { applyActivation, type Activation } from './activation.ts';
import { hasKernel, opGradient, opKernel, runKernel } from './op-kernel.ts';

interface DenseAttributes {
  readonly activation: Activation;
}

/** Kernels of a backend that fuses matrix product, bias and activation. `dy` is the gradient after the activation. */
export const denseKernels = {
  forward: opKernel<
    { readonly x: Tensor2D; readonly kernel: Tensor2D; readonly bias: Tensor1D },
    DenseAttributes,
    Tensor2D
  >('SweepdeckDense'),
  parameterGradient: opKernel<
    { readonly x: Tensor2D; readonly dy: Tensor2D; readonly y: Tensor2D },
    DenseAttributes,
    [dKernel: Tensor2D, dBias: Tensor1D]
  >('SweepdeckDenseParameterGradient'),
  /** Returns dx. */
  inputGradient: opKernel<
    { readonly kernel: Tensor2D; readonly dy: Tensor2D; readonly y: Tensor2D },
    DenseAttributes,
    Tensor2D
  >('SweepdeckDenseInputGradient'),
};

/**
 * Computes `activation(x kernel + bias)`.
 *
 * @param x `[batch, in]`
 *
 * @param kernel `[in, out]`
 *
 * @param bias `[out]`
 */
export function dense(x: Tensor2D, kernel: Tensor2D, bias: Tensor1D, activation: Activation): Tensor2D {
  if (hasKernel(denseKernels.forward)) {
    return runKernel(denseKernels.forward, { x, kernel, bias }, { activation });
  }
  return applyActivation(add(matMul(x, kernel), bias) as Tensor2D, activation);
}

/** The gradient of the fused forward kernel. The input's part is computed only on demand. */
export const denseGradient: GradConfig = opGradient(denseKernels.forward, {
  inputsToSave: ['x', 'kernel'],
  outputsToSave: [true],
  gradient(dy, saved, attributes) {
    const [x, kernel, y] = saved as [Tensor2D, Tensor2D, Tensor2D];
    const [dKernel, dBias] = runKernel(denseKernels.parameterGradient, { x, dy, y }, attributes);
    return {
      x: () => runKernel(denseKernels.inputGradient, { kernel, dy, y }, attributes),
      kernel: () => dKernel,
      bias: () => dBias,
    };
  },
});
