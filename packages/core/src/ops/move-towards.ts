import { sub, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { addScaled } from './add-scaled.ts';
import { hasKernel, opKernel, runKernel } from './op-kernel.ts';

export const moveTowardsKernel = opKernel<
  { readonly x: Tensor; readonly y: Tensor },
  { readonly share: number },
  Tensor
>('SweepdeckMoveTowards');

/**
 * Computes `x + share (y - x)`, element-wise, for equal shapes. Where `x` equals `y`, the bits are unchanged, unlike
 * with `(1 - share) x + share y`.
 */
export function moveTowards(x: Tensor, y: Tensor, share: number): Tensor {
  if (hasKernel(moveTowardsKernel)) return runKernel(moveTowardsKernel, { x, y }, { share });
  return tidy(() => addScaled(x, sub(y, x), share));
}
