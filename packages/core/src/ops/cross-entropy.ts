import { expandDims, mul, neg, sum, type GradConfig, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { hasKernel, opGradient, opKernel, runKernel } from './op-kernel.ts';
import { logSoftmax } from './log-softmax.ts';

/** Kernels of a backend that computes a row in one pass. */
export const crossEntropyKernels = {
  forward: opKernel<{ readonly logits: Tensor2D; readonly targets: Tensor2D }, object, Tensor1D>(
    'SweepdeckCrossEntropy',
  ),
  /** Returns dLogits. */
  gradient: opKernel<
    { readonly dy: Tensor1D; readonly logits: Tensor2D; readonly targets: Tensor2D },
    object,
    Tensor2D
  >('SweepdeckCrossEntropyGradient'),
};

/**
 * Computes `-sum_k targets_k log softmax(logits)_k` per row.
 *
 * @param logits `[batch, classes]`
 *
 * @param targets `[batch, classes]`, of any sum
 *
 * @returns `[batch]`
 */
export function softmaxCrossEntropy(logits: Tensor2D, targets: Tensor2D): Tensor1D {
  if (hasKernel(crossEntropyKernels.forward)) {
    return runKernel(crossEntropyKernels.forward, { logits, targets }, {});
  }
  return neg(sum(mul(targets, logSoftmax(logits)), 1));
}

/** The gradient by the targets, which is rarely needed, is composed of plain operations. */
export const crossEntropyGradient: GradConfig = opGradient(crossEntropyKernels.forward, {
  inputsToSave: ['logits', 'targets'],
  gradient(dy, saved) {
    const [logits, targets] = saved as [Tensor2D, Tensor2D];
    return {
      logits: () => runKernel(crossEntropyKernels.gradient, { dy, logits, targets }, {}),
      targets: () => neg(mul(expandDims(dy, 1), logSoftmax(logits))),
    };
  },
});
