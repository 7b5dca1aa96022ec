import { add, div, engine, mul, sqrt, square, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { hasKernel } from './has-kernel.ts';

export interface AdamOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Counted from 1. */
  readonly step: number;
}

/** {gradient, m, v}, AdamOptions -> [direction, m', v'] */
export const adamDirectionKernel = 'SweepdeckAdamDirection';

/**
 * One Adam update direction, all element-wise: `m' = b1 m + (1 - b1) g`, `v' = b2 v + (1 - b2) g^2`,
 * `direction = (m' / (1 - b1^t)) / (sqrt(v' / (1 - b2^t)) + epsilon)`.
 * @returns `[direction, m', v']`, shaped like `gradient`
 */
export function adamDirection(gradient: Tensor, m: Tensor, v: Tensor, options: AdamOptions): [Tensor, Tensor, Tensor] {
  if (hasKernel(adamDirectionKernel))
    return engine().runKernel(adamDirectionKernel, { gradient, m, v }, { ...options });
  const { beta1, beta2, epsilon, step } = options;
  return tidy(() => {
    const nextM = add(mul(m, beta1), mul(gradient, 1 - beta1));
    const nextV = add(mul(v, beta2), mul(square(gradient), 1 - beta2));
    const denominator = add(sqrt(div(nextV, 1 - beta2 ** step)), epsilon);
    const direction = div(div(nextM, 1 - beta1 ** step), denominator);
    return [direction, nextM, nextV] satisfies Tensor[] as unknown as Tensor;
  }) as unknown as [Tensor, Tensor, Tensor];
}
