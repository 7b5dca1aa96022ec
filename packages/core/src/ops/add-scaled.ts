import { add, mul, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { hasKernel, opKernel, runKernel } from './op-kernel.ts';

/** `a x + b y` */
export const weightedSumKernel = opKernel<
  { readonly x: Tensor; readonly y: Tensor },
  { readonly a: number; readonly b: number },
  Tensor
>('SweepdeckWeightedSum');

/** Computes `x + factor y`, element-wise, for equal shapes. */
export function addScaled(x: Tensor, y: Tensor, factor: number): Tensor {
  if (hasKernel(weightedSumKernel)) return runKernel(weightedSumKernel, { x, y }, { a: 1, b: factor });
  return tidy(() => add(x, mul(y, factor)));
}
