import { add, div, engine, mul, sqrt, square, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { hasKernel } from './has-kernel.ts';
import { moved, type Move } from './moved.ts';

interface MeanSquareInputs {
  readonly parameter: Tensor;
  readonly gradient: Tensor;
  readonly squares: Tensor;
}

export interface MeanSquareOptions extends Move {
  readonly decay: number;
  /** Factor of the new square: `1 - decay` keeps a mean, 1 with a decay of 1 a sum. */
  readonly share: number;
  readonly epsilon: number;
}

/** MeanSquareInputs, MeanSquareOptions -> [target, s'] */
export const meanSquarePassKernel = 'SweepdeckMeanSquarePass';

/**
 * One step of RMSProp or Adagrad, all element-wise: `s' = decay s + share g^2`,
 * `target = keep w + factor g / (sqrt(s') + epsilon)`.
 * @returns `[target, s']`, shaped like the gradient
 */
export function meanSquarePass(
  inputs: MeanSquareInputs,
  options: MeanSquareOptions,
): [target: Tensor, squares: Tensor] {
  if (hasKernel(meanSquarePassKernel)) return engine().runKernel(meanSquarePassKernel, { ...inputs }, { ...options });
  const { parameter, gradient, squares } = inputs;
  const { decay, share, epsilon } = options;
  return tidy((): [Tensor, Tensor] => {
    const next = add(mul(squares, decay), mul(square(gradient), share));
    return [moved(parameter, div(gradient, add(sqrt(next), epsilon)), options), next];
  });
}
