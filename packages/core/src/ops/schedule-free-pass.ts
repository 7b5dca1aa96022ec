import { add, div, divNoNan, maximum, mul, sqrt, square, sub, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { addScaled } from './add-scaled.ts';
import { power } from '../portable-math/index.ts';
import { hasKernel, opKernel, runKernel } from './op-kernel.ts';
import { weightedSum } from './weighted-sum.ts';

interface ScheduleFreeInputs {
  /** The trained weights `y`. */
  readonly parameter: Tensor;
  readonly gradient: Tensor;
  readonly z: Tensor;
  readonly x: Tensor;
  readonly v: Tensor;
  /** A scalar: the largest learning rate so far. */
  readonly rate: Tensor;
  /** A scalar: the sum of its squares so far. */
  readonly weight: Tensor;
}

export interface ScheduleFreeOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  readonly learningRate: number;
  /** Counted from 1. */
  readonly step: number;
  /** 1 to compute the next parameters, 0 to compute the update. */
  readonly keep: number;
}

export const scheduleFreePassKernel = opKernel<
  ScheduleFreeInputs,
  ScheduleFreeOptions,
  [target: Tensor, z: Tensor, x: Tensor, v: Tensor, rate: Tensor, weight: Tensor]
>('SweepdeckScheduleFreePass');

/**
 * Takes one step of schedule-free AdamW: `v' = b2 v + (1 - b2) g^2`, `z' = z - learning_rate (g / (sqrt(v^) +
 * epsilon) + weight_decay y)`, `x' = x + c (z' - x)`, `target = z' + b1 (x' - z') - (1 - keep) y`, element-wise, `v^`
 * bias-corrected. The scalars: `r' = max(r, learning_rate)`, `s' = s + r'^2`, `c = r'^2 / s'`, or 0 if both are 0.
 *
 * @returns `[target, z', x', v', rate', weight']`, shaped like the gradient, the last two scalars
 */
export function scheduleFreePass(
  inputs: ScheduleFreeInputs,
  options: ScheduleFreeOptions,
): [target: Tensor, z: Tensor, x: Tensor, v: Tensor, rate: Tensor, weight: Tensor] {
  if (hasKernel(scheduleFreePassKernel)) return runKernel(scheduleFreePassKernel, inputs, options);
  const { parameter, gradient, z, x, v, rate, weight } = inputs;
  const { beta1, beta2, epsilon, weightDecay, learningRate, step, keep } = options;
  return tidy((): [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor] => {
    const nextRate = maximum(rate, learningRate);
    const nextWeight = add(weight, square(nextRate));
    // A schedule may begin at a rate of 0.
    const share = divNoNan(square(nextRate), nextWeight);
    const nextV = weightedSum(beta2, v, 1 - beta2, square(gradient));
    const direction = div(gradient, add(sqrt(div(nextV, 1 - power(beta2, step))), epsilon));
    const nextZ = addScaled(z, addScaled(direction, parameter, weightDecay), -learningRate);
    const nextX = add(x, mul(sub(nextZ, x), share));
    const next = addScaled(nextZ, sub(nextX, nextZ), beta1);
    return [keep === 1 ? next : addScaled(next, parameter, keep - 1), nextZ, nextX, nextV, nextRate, nextWeight];
  });
}
