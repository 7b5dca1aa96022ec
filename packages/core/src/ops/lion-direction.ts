import { add, engine, mul, sign, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { hasKernel } from './has-kernel.ts';

export interface LionOptions {
  readonly beta1: number;
  readonly beta2: number;
}

/** {gradient, m}, LionOptions -> [direction, m'] */
export const lionDirectionKernel = 'SweepdeckLionDirection';

/**
 * One Lion update direction, all element-wise: `direction = sign(b1 m + (1 - b1) g)`, `m' = b2 m + (1 - b2) g`.
 * @returns `[direction, m']`, shaped like `gradient`
 */
export function lionDirection(gradient: Tensor, m: Tensor, options: LionOptions): [direction: Tensor, m: Tensor] {
  if (hasKernel(lionDirectionKernel)) return engine().runKernel(lionDirectionKernel, { gradient, m }, { ...options });
  const { beta1, beta2 } = options;
  return tidy((): [Tensor, Tensor] => {
    const direction = sign(add(mul(m, beta1), mul(gradient, 1 - beta1)));
    return [direction, add(mul(m, beta2), mul(gradient, 1 - beta2))];
  });
}
