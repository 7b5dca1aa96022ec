import {
  engine,
  expandDims,
  mul,
  neg,
  sum,
  type GradConfig,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { hasKernel } from './has-kernel.ts';
import { logSoftmax } from './log-softmax.ts';

/** Kernels of a backend that computes a row in one pass. */
export const crossEntropyKernels = {
  /** {logits, targets} -> losses */
  forward: 'SweepdeckCrossEntropy',
  /** {dy, logits, targets} -> dLogits */
  gradient: 'SweepdeckCrossEntropyGradient',
} as const;

/**
 * `-sum_k targets_k log softmax(logits)_k` of each row.
 * @param logits `[batch, classes]`
 * @param targets `[batch, classes]`, of any sum
 * @returns `[batch]`
 */
export function softmaxCrossEntropy(logits: Tensor2D, targets: Tensor2D): Tensor1D {
  if (hasKernel(crossEntropyKernels.forward)) {
    return engine().runKernel(crossEntropyKernels.forward, { logits, targets });
  }
  return neg(sum(mul(targets, logSoftmax(logits)), 1));
}

/** The part of the targets, which are seldom trained, is composed of plain operations. */
export const crossEntropyGradient: GradConfig = {
  kernelName: crossEntropyKernels.forward,
  inputsToSave: ['logits', 'targets'],
  gradFunc(dy, saved) {
    const [logits, targets] = saved as [Tensor2D, Tensor2D];
    const slopes = dy as Tensor1D;
    return {
      logits: () => engine().runKernel(crossEntropyKernels.gradient, { dy: slopes, logits, targets }),
      targets: () => neg(mul(expandDims(slopes, 1), logSoftmax(logits))),
    };
  },
};
