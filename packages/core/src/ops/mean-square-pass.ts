import { add, div, mul, sqrt, square, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { hasKernel, opKernel, runKernel } from './op-kernel.ts';
import { moved, type Move } from './moved.ts';

interface MeanSquareInputs {
  readonly parameter: Tensor;
  readonly gradient: Tensor;
  readonly squares: Tensor;
}

export interface MeanSquareOptions extends Move {
  readonly decay: number;
  /** Factor of the new square: `1 - decay` gives a mean; 1 with a decay of 1 gives a sum. */
  readonly share: number;
  readonly epsilon: number;
}

export const meanSquarePassKernel = opKernel<MeanSquareInputs, MeanSquareOptions, [target: Tensor, squares: Tensor]>(
  'SweepdeckMeanSquarePass',
);

/**
 * Takes one step of RMSProp or Adagrad, element-wise: `s' = decay s + share g^2`, `target = keep w + factor g /
 * (sqrt(s') + epsilon)`.
 *
 * @returns `[target, s']`, shaped like the gradient
 */
export function meanSquarePass(
  inputs: MeanSquareInputs,
  options: MeanSquareOptions,
): [target: Tensor, squares: Tensor] {
  if (hasKernel(meanSquarePassKernel)) return runKernel(meanSquarePassKernel, inputs, options);
  const { parameter, gradient, squares } = inputs;
  const { decay, share, epsilon } = options;
  return tidy((): [Tensor, Tensor] => {
    const next = add(mul(squares, decay), mul(square(gradient), share));
    return [moved(parameter, div(gradient, add(sqrt(next), epsilon)), options), next];
  });
}
