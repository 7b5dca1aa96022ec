import { engine, maxPool as plainMaxPool, type GradConfig, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { hasKernel } from './has-kernel.ts';

/** Kernels of a backend whose own max pooling we replace. */
export const maxPoolKernels = {
  /** {x}, {size, stride} -> y */
  forward: 'SweepdeckMaxPool',
  /** {x, y, dy}, {size, stride} -> dx */
  gradient: 'SweepdeckMaxPoolGradient',
} as const;

/** Largest value of each `size` x `size` window, `[batch, height, width, channels]`; windows that do not fit are left out. */
export function maxPool(x: Tensor4D, size: number, stride: number): Tensor4D {
  if (hasKernel(maxPoolKernels.forward)) return engine().runKernel(maxPoolKernels.forward, { x }, { size, stride });
  return plainMaxPool(x, size, stride, 'valid');
}

/** The gradient of a window goes to the first position that holds its largest value. */
export const maxPoolGradient: GradConfig = {
  kernelName: maxPoolKernels.forward,
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradFunc(dy, saved, attrs) {
    const [x, y] = saved as [Tensor4D, Tensor4D];
    return { x: () => engine().runKernel(maxPoolKernels.gradient, { x, y, dy: dy as Tensor }, attrs) };
  },
};
