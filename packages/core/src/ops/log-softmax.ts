import {
  engine,
  logSoftmax as plainLogSoftmax,
  type GradConfig,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { hasKernel } from './has-kernel.ts';

/** Kernels of a backend that computes a row in one pass. */
export const logSoftmaxKernels = {
  /** {x} -> y */
  forward: 'SweepdeckLogSoftmax',
  /** {dy, y} -> dx */
  gradient: 'SweepdeckLogSoftmaxGradient',
} as const;

/** `x_k - ln sum_j e^x_j` of each row: the logarithms of its softmax. @param x `[batch, classes]` */
export function logSoftmax(x: Tensor2D): Tensor2D {
  if (hasKernel(logSoftmaxKernels.forward)) return engine().runKernel(logSoftmaxKernels.forward, { x });
  return plainLogSoftmax(x);
}

export const logSoftmaxGradient: GradConfig = {
  kernelName: logSoftmaxKernels.forward,
  outputsToSave: [true],
  gradFunc(dy, saved) {
    const [y] = saved as [Tensor2D];
    return { x: () => engine().runKernel(logSoftmaxKernels.gradient, { dy: dy as Tensor, y }) };
  },
};
