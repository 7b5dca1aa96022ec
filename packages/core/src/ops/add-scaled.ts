import { add, engine, mul, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { hasKernel } from './has-kernel.ts';

/** {x, y}, {a, b} -> `a x + b y` */
export const weightedSumKernel = 'SweepdeckWeightedSum';

/** `x + factor y`, element-wise, same shapes. */
export function addScaled(x: Tensor, y: Tensor, factor: number): Tensor {
  if (hasKernel(weightedSumKernel)) return engine().runKernel(weightedSumKernel, { x, y }, { a: 1, b: factor });
  return tidy(() => add(x, mul(y, factor)));
}
