import { zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { addScaled } from '../ops/add-scaled.ts';
import { define } from '../registry/index.ts';
import { chain } from './chain.ts';
import type { GradientTransform, NamedTensors } from './gradient-transform.ts';
import { mapTensors, tensorNamed } from './map-tensors.ts';
import { scaleByLearningRate } from './scale-by-learning-rate.ts';

/** `v' = momentum v + g`; the update is `v'`. */
function accumulateVelocity(momentum: number): GradientTransform {
  return {
    init: (parameters) =>
      Object.fromEntries(
        Object.entries(parameters).map(([name, parameter]) => [`${name}/velocity`, zerosLike(parameter)]),
      ) as NamedTensors,
    update(gradients, state) {
      const updates = mapTensors(gradients, (gradient, name) =>
        addScaled(gradient, tensorNamed(state, `${name}/velocity`), momentum),
      );
      const next = Object.fromEntries(
        Object.entries(updates).map(([name, velocity]) => [`${name}/velocity`, velocity]),
      );
      return { updates, state: next };
    },
  };
}

export const momentum = define({
  title: 'Momentum SGD',
  summary: 'SGD with a running sum of gradients: v = momentum v + g, w = w - learning_rate v.',
  source: 'Polyak (1964), Some methods of speeding up the convergence of iteration methods',
  options: z.strictObject({
    momentum: z.number().min(0).lt(1).default(0.9).describe('Decay of the running sum'),
  }),
  create: (options) => chain(accumulateVelocity(options.momentum), scaleByLearningRate),
});
