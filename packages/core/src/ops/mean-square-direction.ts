import { add, div, engine, mul, sqrt, square, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { hasKernel } from './has-kernel.ts';

export interface MeanSquareOptions {
  readonly decay: number;
  /** Factor of the new square: `1 - decay` keeps a mean, 1 with a decay of 1 a sum. */
  readonly share: number;
  readonly epsilon: number;
}

/** {gradient, squares}, MeanSquareOptions -> [direction, s'] */
export const meanSquareDirectionKernel = 'SweepdeckMeanSquareDirection';

/**
 * One update direction of RMSProp or Adagrad, all element-wise: `s' = decay s + share g^2`,
 * `direction = g / (sqrt(s') + epsilon)`.
 * @returns `[direction, s']`, shaped like `gradient`
 */
export function meanSquareDirection(
  gradient: Tensor,
  squares: Tensor,
  options: MeanSquareOptions,
): [direction: Tensor, squares: Tensor] {
  if (hasKernel(meanSquareDirectionKernel)) {
    return engine().runKernel(meanSquareDirectionKernel, { gradient, squares }, { ...options });
  }
  const { decay, share, epsilon } = options;
  return tidy((): [Tensor, Tensor] => {
    const next = add(mul(squares, decay), mul(square(gradient), share));
    return [div(gradient, add(sqrt(next), epsilon)), next];
  });
}
