import { sign } from '@tensorflow/tfjs-core';
import { addScaled } from '../ops/add-scaled.ts';
import { isKernel } from '../optimizers/transforms/by-rank.ts';
import type { GradientTransform } from '../optimizers/transforms/gradient-transform.ts';
import { mapTensors, tensorNamed } from '../tensors/named-tensors.ts';

/**
 * `g + l1 sign(w) + l2 w` for kernels, `sign(0) = 0`; biases and scales are left alone. This is the gradient of
 * `loss + l1 sum |w| + l2 / 2 sum w^2`. Coupled: the optimizer scales the penalty as it scales the gradient, so that an adaptive
 * one divides it by the gradient's size. Decoupled decay, `weight_decay` of optimizers, takes its share of the weights
 * themselves, biases too.
 * Source of the difference: Loshchilov and Hutter (2019), arXiv:1711.05101.
 */
export function addPenaltyGradients({ l1, l2 }: { readonly l1: number; readonly l2: number }): GradientTransform {
  return {
    init: () => ({}),
    update: (gradients, _state, parameters) => ({
      updates: mapTensors(gradients, (gradient, name) => {
        const parameter = tensorNamed(parameters, name);
        if (!isKernel(parameter)) return gradient;
        const ridged = l2 === 0 ? gradient : addScaled(gradient, parameter, l2);
        return l1 === 0 ? ridged : addScaled(ridged, sign(parameter), l1);
      }),
      state: {},
    }),
  };
}
