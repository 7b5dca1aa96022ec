import { sub, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { addScaled } from './add-scaled.ts';
import { hasKernel, opKernel, runKernel } from './op-kernel.ts';

export const moveTowardsKernel = opKernel<
  { readonly x: Tensor; readonly y: Tensor },
  { readonly share: number },
  Tensor
>('SweepdeckMoveTowards');

/** `x + share (y - x)`, element-wise, same shapes: what moves nowhere stays the same bits, unlike `(1 - share) x + share y`. */
export function moveTowards(x: Tensor, y: Tensor, share: number): Tensor {
  if (hasKernel(moveTowardsKernel)) return runKernel(moveTowardsKernel, { x, y }, { share });
  return tidy(() => addScaled(x, sub(y, x), share));
}
