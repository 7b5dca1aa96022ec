import { z } from 'zod';
import { addScaled } from '../ops/add-scaled.ts';
import type { GradientTransform } from './gradient-transform.ts';
import { mapTensors, tensorNamed } from '../tensors/named-tensors.ts';

/**
 * `u = g + weight_decay w`, every parameter, biases too. After the scaling of the gradients this is decoupled weight decay
 * (Loshchilov and Hutter, 2019); before it, it would be L2 regularization.
 */
export function addDecayedWeights(weightDecay: number): GradientTransform {
  return {
    init: () => ({}),
    update: (gradients, _state, parameters) => ({
      updates:
        weightDecay === 0
          ? gradients
          : mapTensors(gradients, (gradient, name) => addScaled(gradient, tensorNamed(parameters, name), weightDecay)),
      state: {},
    }),
  };
}

/** Decay of the weights per step is `learning_rate weight_decay`. */
export function weightDecayOption(byDefault: number): z.ZodDefault<z.ZodNumber> {
  return z
    .number()
    .min(0)
    .max(10)
    .default(byDefault)
    .describe('Decoupled weight decay: each step also takes learning_rate weight_decay w');
}
