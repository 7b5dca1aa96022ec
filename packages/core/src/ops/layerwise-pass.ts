import { add, div, greater, logicalAnd, mul, onesLike, sqrt, tidy, where, type Tensor } from '@tensorflow/tfjs-core';
import { addScaled } from './add-scaled.ts';
import { hasKernel, opKernel, runKernel } from './op-kernel.ts';
import { moved, type Move } from './moved.ts';
import { sumOfSquares } from './sum-of-squares.ts';

interface LayerwiseInputs {
  readonly parameter: Tensor;
  readonly gradient: Tensor;
}

export interface LayerwiseOptions extends Move {
  readonly trust: number;
  readonly decay: number;
}

export const layerwisePassKernel = opKernel<LayerwiseInputs, LayerwiseOptions, Tensor>('SweepdeckLayerwisePass');

/**
 * Takes a step whose length is a share of the parameter's norm: `target = keep w + factor u`, `u = (g + decay w)
 * ratio`, `ratio = trust |w| / (|g| + decay |w|)`, or 1 if `|w|` or `|g|` is 0, with L2 norms of the whole tensor.
 *
 * @returns the target, shaped like the gradient
 */
export function layerwisePass(inputs: LayerwiseInputs, options: LayerwiseOptions): Tensor {
  if (hasKernel(layerwisePassKernel)) return runKernel(layerwisePassKernel, inputs, options);
  const { parameter, gradient } = inputs;
  const { trust, decay } = options;
  return tidy(() => {
    const size = sqrt(sumOfSquares(parameter));
    const gradientSize = sqrt(sumOfSquares(gradient));
    const isDefined = logicalAnd(greater(size, 0), greater(gradientSize, 0));
    const ratio = div(mul(size, trust), add(gradientSize, mul(size, decay)));
    const decayed = decay === 0 ? gradient : addScaled(gradient, parameter, decay);
    return moved(parameter, mul(decayed, where(isDefined, ratio, onesLike(size))), options);
  });
}
