import { engine, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { addScaled } from './add-scaled.ts';
import { hasKernel } from './has-kernel.ts';

export interface MomentumOptions {
  readonly momentum: number;
  /** Factors of the gradient and of the next velocity in the step. */
  readonly gradientFactor: number;
  readonly velocityFactor: number;
}

/** {parameter, gradient, velocity}, MomentumOptions -> [w', v'] */
export const momentumStepKernel = 'SweepdeckMomentumStep';

/**
 * One step of momentum SGD, all element-wise: `v' = momentum v + g`, `w' = w + gradientFactor g + velocityFactor v'`.
 * @returns `[w', v']`, shaped like `gradient`
 */
export function momentumStep(
  parameter: Tensor,
  gradient: Tensor,
  velocity: Tensor,
  options: MomentumOptions,
): [parameter: Tensor, velocity: Tensor] {
  if (hasKernel(momentumStepKernel)) {
    return engine().runKernel(momentumStepKernel, { parameter, gradient, velocity }, { ...options });
  }
  const { momentum, gradientFactor, velocityFactor } = options;
  return tidy((): [Tensor, Tensor] => {
    const nextVelocity = addScaled(gradient, velocity, momentum);
    const moved = addScaled(parameter, nextVelocity, velocityFactor);
    return [gradientFactor === 0 ? moved : addScaled(moved, gradient, gradientFactor), nextVelocity];
  });
}
