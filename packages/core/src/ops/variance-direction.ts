import { add, div, engine, mul, sqrt, sub, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { hasKernel } from './has-kernel.ts';

export interface VarianceOptions {
  /** Decay of the running mean and variance. */
  readonly rho: number;
  readonly epsilon: number;
}

/** {gradient, mean, variance}, VarianceOptions -> [direction, mean', variance'] */
export const varianceDirectionKernel = 'SweepdeckVarianceDirection';

/**
 * One update direction of centered RMSProp, all element-wise. With `d = g - mean`: `mean' = mean + (1 - rho) d`,
 * `variance' = rho (variance + (1 - rho) d^2)`, `direction = g / (sqrt(variance') + epsilon)`.
 * @returns `[direction, mean', variance']`, shaped like `gradient`
 */
export function varianceDirection(
  gradient: Tensor,
  mean: Tensor,
  variance: Tensor,
  options: VarianceOptions,
): [direction: Tensor, mean: Tensor, variance: Tensor] {
  if (hasKernel(varianceDirectionKernel)) {
    return engine().runKernel(varianceDirectionKernel, { gradient, mean, variance }, { ...options });
  }
  const { rho, epsilon } = options;
  return tidy((): [Tensor, Tensor, Tensor] => {
    const deviation = sub(gradient, mean);
    const step = mul(deviation, 1 - rho);
    const nextVariance = mul(add(variance, mul(step, deviation)), rho);
    return [div(gradient, add(sqrt(nextVariance), epsilon)), add(mean, step), nextVariance];
  });
}
