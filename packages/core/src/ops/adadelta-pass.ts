import { add, div, mul, sqrt, square, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { hasKernel, opKernel, runKernel } from './op-kernel.ts';
import { moved, type Move } from './moved.ts';

interface AdadeltaInputs {
  readonly parameter: Tensor;
  readonly gradient: Tensor;
  readonly squares: Tensor;
  readonly updates: Tensor;
}

export interface AdadeltaOptions extends Move {
  /** Decay of both running mean squares. */
  readonly rho: number;
  readonly epsilon: number;
}

export const adadeltaPassKernel = opKernel<
  AdadeltaInputs,
  AdadeltaOptions,
  [target: Tensor, squares: Tensor, updates: Tensor]
>('SweepdeckAdadeltaPass');

/**
 * Takes one step of Adadelta, element-wise: `s' = rho s + (1 - rho) g^2`, `u = g sqrt(d + epsilon) / sqrt(s' +
 * epsilon)`, `d' = rho d + (1 - rho) u^2`, `target = keep w + factor u`.
 *
 * @returns `[target, s', d']`, shaped like the gradient
 */
export function adadeltaPass(
  inputs: AdadeltaInputs,
  options: AdadeltaOptions,
): [target: Tensor, squares: Tensor, updates: Tensor] {
  if (hasKernel(adadeltaPassKernel)) return runKernel(adadeltaPassKernel, inputs, options);
  const { parameter, gradient, squares, updates } = inputs;
  const { rho, epsilon } = options;
  return tidy((): [Tensor, Tensor, Tensor] => {
    const nextSquares = add(mul(squares, rho), mul(square(gradient), 1 - rho));
    const ratio = div(sqrt(add(updates, epsilon)), sqrt(add(nextSquares, epsilon)));
    const direction = mul(ratio, gradient);
    const nextUpdates = add(mul(updates, rho), mul(square(direction), 1 - rho));
    return [moved(parameter, direction, options), nextSquares, nextUpdates];
  });
}
