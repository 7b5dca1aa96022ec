import { maxPool as plainMaxPool, type GradConfig, type Tensor4D } from '@tensorflow/tfjs-core';
import { hasKernel, opGradient, opKernel, runKernel } from './op-kernel.ts';

interface MaxPoolAttributes {
  readonly size: number;
  readonly stride: number;
}

/** Kernels of a backend whose own max pooling is replaced. */
export const maxPoolKernels = {
  forward: opKernel<{ readonly x: Tensor4D }, MaxPoolAttributes, Tensor4D>('SweepdeckMaxPool'),
  /** Returns dx. */
  gradient: opKernel<
    { readonly x: Tensor4D; readonly y: Tensor4D; readonly dy: Tensor4D },
    MaxPoolAttributes,
    Tensor4D
  >('SweepdeckMaxPoolGradient'),
};

/**
 * Takes the largest value of each `size` x `size` window of `[batch, height, width, channels]`; windows that do not
 * fit are dropped.
 */
export function maxPool(x: Tensor4D, size: number, stride: number): Tensor4D {
  if (hasKernel(maxPoolKernels.forward)) return runKernel(maxPoolKernels.forward, { x }, { size, stride });
  return plainMaxPool(x, size, stride, 'valid');
}

/** The gradient of a window goes to the first position that holds its largest value. */
export const maxPoolGradient: GradConfig = opGradient(maxPoolKernels.forward, {
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradient(dy, saved, attributes) {
    const [x, y] = saved as [Tensor4D, Tensor4D];
    return { x: () => runKernel(maxPoolKernels.gradient, { x, y, dy }, attributes) };
  },
});
