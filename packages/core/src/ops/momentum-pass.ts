import { add, mul, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { hasKernel, opKernel, runKernel } from './op-kernel.ts';
import { weightedSum } from './weighted-sum.ts';

interface MomentumInputs {
  readonly parameter: Tensor;
  readonly gradient: Tensor;
  readonly velocity: Tensor;
}

export interface MomentumOptions {
  readonly momentum: number;
  /** Factor of the gradient in the velocity: 1 gives a sum, `1 - momentum` a mean. */
  readonly share: number;
  /** Factor of the parameter; 0 omits it. */
  readonly keep: number;
  /** Factors of the gradient and of the next velocity in the target. */
  readonly gradientFactor: number;
  readonly velocityFactor: number;
}

export const momentumPassKernel = opKernel<MomentumInputs, MomentumOptions, [target: Tensor, velocity: Tensor]>(
  'SweepdeckMomentumPass',
);

/**
 * Takes one step of a velocity, element-wise: `v' = momentum v + share g`, `target = keep w + gradientFactor g +
 * velocityFactor v'`.
 *
 * @returns `[target, v']`, shaped like the gradient
 */
export function momentumPass(inputs: MomentumInputs, options: MomentumOptions): [target: Tensor, velocity: Tensor] {
  if (hasKernel(momentumPassKernel)) return runKernel(momentumPassKernel, inputs, options);
  const { parameter, gradient, velocity } = inputs;
  const { momentum, share, keep, gradientFactor, velocityFactor } = options;
  return tidy((): [Tensor, Tensor] => {
    const next = weightedSum(momentum, velocity, share, gradient);
    const step =
      gradientFactor === 0 ? mul(next, velocityFactor) : weightedSum(gradientFactor, gradient, velocityFactor, next);
    return [keep === 0 ? step : add(mul(parameter, keep), step), next];
  });
}
