import { div, maximum, mul, sqrt } from '@tensorflow/tfjs-core';
import { sumOfSquares } from '../../ops/sum-of-squares.ts';
import { mapTensors } from '../../tensors/named-tensors.ts';
import type { GradientTransform } from './gradient-transform.ts';

/**
 * Computes `u = g limit / max(|g|, limit)`, where `|g|` is the L2 norm over all parameters: keeps the direction and
 * limits the length.
 *
 * Source: Pascanu, Mikolov and Bengio (2013), On the difficulty of training recurrent neural networks,
 * arXiv:1211.5063
 */
export function clipByGlobalNorm(limit: number): GradientTransform {
  return {
    init: () => ({}),
    update(gradients) {
      const norm = sqrt(sumOfSquares(...Object.values(gradients)));
      const scale = div(limit, maximum(norm, limit));
      return { updates: mapTensors(gradients, (gradient) => mul(gradient, scale)), state: {} };
    },
  };
}
