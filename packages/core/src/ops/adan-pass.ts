import { add, div, mul, sqrt, square, sub, tidy, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import { power } from '../portable-math/index.ts';
import { hasKernel, opKernel, runKernel } from './op-kernel.ts';
import { moved, type Move } from './moved.ts';
import { weightedSum } from './weighted-sum.ts';

interface AdanInputs {
  readonly parameter: Tensor;
  readonly gradient: Tensor;
  /** The gradient of the previous step; ignored in step 1. */
  readonly previous: Tensor;
  readonly m: Tensor;
  readonly v: Tensor;
  readonly n: Tensor;
}

export interface AdanOptions extends Move {
  readonly beta1: number;
  readonly beta2: number;
  readonly beta3: number;
  readonly epsilon: number;
  /** Counted from 1. */
  readonly step: number;
}

export const adanPassKernel = opKernel<AdanInputs, AdanOptions, [target: Tensor, m: Tensor, v: Tensor, n: Tensor]>(
  'SweepdeckAdanPass',
);

/**
 * Takes one step of Adan, element-wise. With `d = g - previous`, 0 in step 1: `m' = b1 m + (1 - b1) g`, `v' = b2 v +
 * (1 - b2) d`, `n' = b3 n + (1 - b3) (g + b2 d)^2`, `target = keep w + factor (m^ + b2 v^) / (sqrt(n^) + epsilon)`,
 * where `^` means bias-corrected.
 *
 * @returns `[target, m', v', n']`, shaped like the gradient
 */
export function adanPass(inputs: AdanInputs, options: AdanOptions): [target: Tensor, m: Tensor, v: Tensor, n: Tensor] {
  if (hasKernel(adanPassKernel)) return runKernel(adanPassKernel, inputs, options);
  const { parameter, gradient, previous, m, v, n } = inputs;
  const { beta1, beta2, beta3, epsilon, step } = options;
  return tidy((): [Tensor, Tensor, Tensor, Tensor] => {
    const change = step === 1 ? zerosLike(gradient) : sub(gradient, previous);
    const nextM = weightedSum(beta1, m, 1 - beta1, gradient);
    const nextV = weightedSum(beta2, v, 1 - beta2, change);
    const nextN = weightedSum(beta3, n, 1 - beta3, square(add(gradient, mul(change, beta2))));
    const numerator = weightedSum(1 / (1 - power(beta1, step)), nextM, beta2 / (1 - power(beta2, step)), nextV);
    const direction = div(numerator, add(sqrt(div(nextN, 1 - power(beta3, step))), epsilon));
    return [moved(parameter, direction, options), nextM, nextV, nextN];
  });
}
