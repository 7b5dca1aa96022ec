import { add, mul, sign, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { hasKernel, opKernel, runKernel } from './op-kernel.ts';
import { moved, type Move } from './moved.ts';

interface LionInputs {
  readonly parameter: Tensor;
  readonly gradient: Tensor;
  readonly m: Tensor;
}

export interface LionOptions extends Move {
  readonly beta1: number;
  readonly beta2: number;
}

export const lionPassKernel = opKernel<LionInputs, LionOptions, [target: Tensor, m: Tensor]>('SweepdeckLionPass');

/**
 * Takes one step of Lion, element-wise: `target = keep w + factor sign(b1 m + (1 - b1) g)`, `m' = b2 m + (1 - b2) g`.
 *
 * @returns `[target, m']`, shaped like the gradient
 */
export function lionPass(inputs: LionInputs, options: LionOptions): [target: Tensor, m: Tensor] {
  if (hasKernel(lionPassKernel)) return runKernel(lionPassKernel, inputs, options);
  const { parameter, gradient, m } = inputs;
  const { beta1, beta2 } = options;
  return tidy((): [Tensor, Tensor] => {
    const direction = sign(add(mul(m, beta1), mul(gradient, 1 - beta1)));
    return [moved(parameter, direction, options), add(mul(m, beta2), mul(gradient, 1 - beta2))];
  });
}
