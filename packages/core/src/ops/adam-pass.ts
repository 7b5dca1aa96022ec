import { add, div, maximum, mul, sqrt, square, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { addScaled } from './add-scaled.ts';
import { power } from '../portable-math/index.ts';
import { hasKernel, opKernel, runKernel } from './op-kernel.ts';

interface AdamPassInputs {
  readonly parameter: Tensor;
  readonly gradient: Tensor;
  readonly m: Tensor;
  readonly v: Tensor;
  /** The largest `v` so far, for AMSGrad. */
  readonly largest?: Tensor;
}

export interface AdamPassOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly meanFactor: number;
  readonly gradientFactor: number;
  readonly offset: number;
  /** Factor of the parameter; 0 omits it. */
  readonly keep: number;
}

/** Returns `[target, m', v', n']`, the last only with `largest`. */
export const adamPassKernel = opKernel<AdamPassInputs, AdamPassOptions, Tensor[]>('SweepdeckAdamPass');

/**
 * Takes the common step of the Adam family, element-wise: `m' = b1 m + (1 - b1) g`, `v' = b2 v + (1 - b2) g^2`, `n' =
 * max(n, v')` (`v'` without a largest), `target = keep w + (meanFactor m' + gradientFactor g) / (sqrt(n') + offset)`.
 *
 * @returns `[target, m', v', n']`, shaped like the gradient; `n'` only if a largest is given
 */
export function adamPass(
  inputs: AdamPassInputs & { readonly largest: Tensor },
  options: AdamPassOptions,
): [target: Tensor, m: Tensor, v: Tensor, largest: Tensor];
export function adamPass(inputs: AdamPassInputs, options: AdamPassOptions): [target: Tensor, m: Tensor, v: Tensor];
export function adamPass(inputs: AdamPassInputs, options: AdamPassOptions): Tensor[] {
  if (hasKernel(adamPassKernel)) {
    return runKernel(adamPassKernel, inputs, options);
  }
  const { gradient, m, v, largest, parameter } = inputs;
  const { beta1, beta2, meanFactor, gradientFactor, offset, keep } = options;
  return tidy(() => {
    const nextM = add(mul(m, beta1), mul(gradient, 1 - beta1));
    const nextV = add(mul(v, beta2), mul(square(gradient), 1 - beta2));
    const nextLargest = largest && maximum(largest, nextV);
    const mean = mul(nextM, meanFactor);
    const numerator = gradientFactor === 0 ? mean : add(mean, mul(gradient, gradientFactor));
    const direction = div(numerator, add(sqrt(nextLargest ?? nextV), offset));
    const target = keep === 0 ? direction : addScaled(direction, parameter, keep);
    return [target, nextM, nextV, ...(nextLargest ? [nextLargest] : [])];
  });
}

/**
 * Returns the factors of a pass that multiplies `m^ / (sqrt(n^) + epsilon)`, with both means bias-corrected, by
 * `scale`.
 * @param step counted from 1
 */
export function correctedFactors(
  { beta1, beta2, epsilon }: { readonly beta1: number; readonly beta2: number; readonly epsilon: number },
  step: number,
  scale = 1,
): Pick<AdamPassOptions, 'meanFactor' | 'offset'> {
  // m / c1 / (sqrt(v / c2) + e) = (m sqrt(c2) / c1) / (sqrt(v) + e sqrt(c2))
  const root = Math.sqrt(1 - power(beta2, step));
  return { meanFactor: (scale * root) / (1 - power(beta1, step)), offset: epsilon * root };
}
