import { add, div, engine, mul, sqrt, square, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { hasKernel } from './has-kernel.ts';

export interface AdadeltaOptions {
  /** Decay of both running mean squares. */
  readonly rho: number;
  readonly epsilon: number;
}

/** {gradient, squares, updates}, AdadeltaOptions -> [direction, s', d'] */
export const adadeltaDirectionKernel = 'SweepdeckAdadeltaDirection';

/**
 * One Adadelta update direction, all element-wise: `s' = rho s + (1 - rho) g^2`,
 * `direction = u = g sqrt(d + epsilon) / sqrt(s' + epsilon)`, `d' = rho d + (1 - rho) u^2`.
 * @returns `[direction, s', d']`, shaped like `gradient`
 */
export function adadeltaDirection(
  gradient: Tensor,
  squares: Tensor,
  updates: Tensor,
  options: AdadeltaOptions,
): [direction: Tensor, squares: Tensor, updates: Tensor] {
  if (hasKernel(adadeltaDirectionKernel)) {
    return engine().runKernel(adadeltaDirectionKernel, { gradient, squares, updates }, { ...options });
  }
  const { rho, epsilon } = options;
  return tidy((): [Tensor, Tensor, Tensor] => {
    const nextSquares = add(mul(squares, rho), mul(square(gradient), 1 - rho));
    const ratio = div(sqrt(add(updates, epsilon)), sqrt(add(nextSquares, epsilon)));
    const direction = mul(ratio, gradient);
    return [direction, nextSquares, add(mul(updates, rho), mul(square(direction), 1 - rho))];
  });
}
