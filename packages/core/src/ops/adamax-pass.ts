import { abs, add, div, maximum, mul, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { power } from '../portable-math/index.ts';
import { hasKernel, opKernel, runKernel } from './op-kernel.ts';
import { moved, type Move } from './moved.ts';

interface AdamaxInputs {
  readonly parameter: Tensor;
  readonly gradient: Tensor;
  readonly m: Tensor;
  readonly u: Tensor;
}

export interface AdamaxOptions extends Move {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Counted from 1. */
  readonly step: number;
}

export const adamaxPassKernel = opKernel<AdamaxInputs, AdamaxOptions, [target: Tensor, m: Tensor, u: Tensor]>(
  'SweepdeckAdamaxPass',
);

/**
 * Takes one step of Adamax, element-wise: `m' = b1 m + (1 - b1) g`, `u' = max(b2 u, |g| + epsilon)`, `target = keep w
 * + factor m' / ((1 - b1^t) u')`.
 *
 * @returns `[target, m', u']`, shaped like the gradient
 */
export function adamaxPass(inputs: AdamaxInputs, options: AdamaxOptions): [target: Tensor, m: Tensor, u: Tensor] {
  if (hasKernel(adamaxPassKernel)) return runKernel(adamaxPassKernel, inputs, options);
  const { parameter, gradient, m, u } = inputs;
  const { beta1, beta2, epsilon, step } = options;
  return tidy((): [Tensor, Tensor, Tensor] => {
    const nextM = add(mul(m, beta1), mul(gradient, 1 - beta1));
    const nextU = maximum(mul(u, beta2), add(abs(gradient), epsilon));
    return [moved(parameter, div(div(nextM, 1 - power(beta1, step)), nextU), options), nextM, nextU];
  });
}
