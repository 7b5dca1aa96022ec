import { add, mul, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { weightedSumKernel } from './add-scaled.ts';
import { hasKernel, runKernel } from './op-kernel.ts';

/** Computes `a x + b y`, element-wise, for equal shapes. Has no gradient on engines with the kernel. */
export function weightedSum(a: number, x: Tensor, b: number, y: Tensor): Tensor {
  if (hasKernel(weightedSumKernel)) return runKernel(weightedSumKernel, { x, y }, { a, b });
  return tidy(() => add(mul(x, a), mul(y, b)));
}
