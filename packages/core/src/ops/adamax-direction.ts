import { abs, add, div, engine, maximum, mul, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { power } from '../portable-math/index.ts';
import { hasKernel } from './has-kernel.ts';

export interface AdamaxOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Counted from 1. */
  readonly step: number;
}

/** {gradient, m, u}, AdamaxOptions -> [direction, m', u'] */
export const adamaxDirectionKernel = 'SweepdeckAdamaxDirection';

/**
 * One Adamax update direction, all element-wise: `m' = b1 m + (1 - b1) g`, `u' = max(b2 u, |g| + epsilon)`,
 * `direction = m' / ((1 - b1^t) u')`.
 * @returns `[direction, m', u']`, shaped like `gradient`
 */
export function adamaxDirection(
  gradient: Tensor,
  m: Tensor,
  u: Tensor,
  options: AdamaxOptions,
): [direction: Tensor, m: Tensor, u: Tensor] {
  if (hasKernel(adamaxDirectionKernel)) {
    return engine().runKernel(adamaxDirectionKernel, { gradient, m, u }, { ...options });
  }
  const { beta1, beta2, epsilon, step } = options;
  return tidy((): [Tensor, Tensor, Tensor] => {
    const nextM = add(mul(m, beta1), mul(gradient, 1 - beta1));
    const nextU = maximum(mul(u, beta2), add(abs(gradient), epsilon));
    return [div(div(nextM, 1 - power(beta1, step)), nextU), nextM, nextU];
  });
}
