import { logSoftmax as plainLogSoftmax, type GradConfig, type Tensor2D } from '@tensorflow/tfjs-core';
import { hasKernel, opGradient, opKernel, runKernel } from './op-kernel.ts';

/** Kernels of a backend that computes a row in one pass. */
export const logSoftmaxKernels = {
  forward: opKernel<{ readonly x: Tensor2D }, object, Tensor2D>('SweepdeckLogSoftmax'),
  /** Returns dx. */
  gradient: opKernel<{ readonly dy: Tensor2D; readonly y: Tensor2D }, object, Tensor2D>('SweepdeckLogSoftmaxGradient'),
};

/**
 * Computes `x_k - ln sum_j e^x_j` per row: the logarithm of its softmax.
 * @param x `[batch, classes]`
 */
export function logSoftmax(x: Tensor2D): Tensor2D {
  if (hasKernel(logSoftmaxKernels.forward)) return runKernel(logSoftmaxKernels.forward, { x }, {});
  return plainLogSoftmax(x);
}

export const logSoftmaxGradient: GradConfig = opGradient(logSoftmaxKernels.forward, {
  outputsToSave: [true],
  gradient(dy, saved) {
    const [y] = saved as [Tensor2D];
    return { x: () => runKernel(logSoftmaxKernels.gradient, { dy, y }, {}) };
  },
});
