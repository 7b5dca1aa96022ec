import { sign } from '@tensorflow/tfjs-core';
import { addScaled } from '../ops/add-scaled.ts';
import { isKernel } from '../optimizers/transforms/by-rank.ts';
import type { GradientTransform } from '../optimizers/transforms/gradient-transform.ts';
import { mapTensors, tensorNamed } from '../tensors/named-tensors.ts';

/**
 * Computes `g + l1 sign(w) + l2 w` for kernels, with `sign(0) = 0`; leaves biases and scales alone. This is the
 * gradient of `loss + l1 sum |w| + l2 / 2 sum w^2`. The penalty is coupled: the optimizer scales it like the
 * gradient, so an adaptive optimizer divides it by the gradient's size. Decoupled decay, the optimizers'
 * `weight_decay`, subtracts a share of the weights themselves, biases included. On the difference: Loshchilov and
 * Hutter (2019), arXiv:1711.05101.
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
