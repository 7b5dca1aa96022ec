import { add, div, mul, sqrt, sub, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { hasKernel, opKernel, runKernel } from './op-kernel.ts';
import { moved, type Move } from './moved.ts';

interface VarianceInputs {
  readonly parameter: Tensor;
  readonly gradient: Tensor;
  readonly mean: Tensor;
  readonly variance: Tensor;
}

export interface VarianceOptions extends Move {
  /** Decay of the running mean and variance. */
  readonly rho: number;
  readonly epsilon: number;
}

export const variancePassKernel = opKernel<
  VarianceInputs,
  VarianceOptions,
  [target: Tensor, mean: Tensor, variance: Tensor]
>('SweepdeckVariancePass');

/**
 * Takes one step of centered RMSProp, element-wise. With `d = g - mean`: `mean' = mean + (1 - rho) d`, `variance' =
 * rho (variance + (1 - rho) d^2)`, `target = keep w + factor g / (sqrt(variance') + epsilon)`.
 *
 * @returns `[target, mean', variance']`, shaped like the gradient
 */
export function variancePass(
  inputs: VarianceInputs,
  options: VarianceOptions,
): [target: Tensor, mean: Tensor, variance: Tensor] {
  if (hasKernel(variancePassKernel)) return runKernel(variancePassKernel, inputs, options);
  const { parameter, gradient, mean, variance } = inputs;
  const { rho, epsilon } = options;
  return tidy((): [Tensor, Tensor, Tensor] => {
    const deviation = sub(gradient, mean);
    const step = mul(deviation, 1 - rho);
    const nextVariance = mul(add(variance, mul(step, deviation)), rho);
    const direction = div(gradient, add(sqrt(nextVariance), epsilon));
    return [moved(parameter, direction, options), add(mean, step), nextVariance];
  });
}
