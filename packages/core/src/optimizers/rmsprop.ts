import { zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { rmspropDirection } from '../ops/rmsprop-direction.ts';
import { define } from '../registry/index.ts';
import { chain } from './chain.ts';
import type { GradientTransform, NamedTensors } from './gradient-transform.ts';
import { tensorNamed } from './map-tensors.ts';
import { scaleByLearningRate } from './scale-by-learning-rate.ts';

/** `s' = rho s + (1 - rho) g^2`; the update is `g / (sqrt(s') + epsilon)`. */
function scaleByRootMeanSquare(rho: number, epsilon: number): GradientTransform {
  return {
    init: (parameters) =>
      Object.fromEntries(
        Object.entries(parameters).map(([name, parameter]) => [`${name}/mean-square`, zerosLike(parameter)]),
      ) as NamedTensors,
    update(gradients, state) {
      const updates: Record<string, NamedTensors[string]> = {};
      const next: Record<string, NamedTensors[string]> = {};
      for (const [name, gradient] of Object.entries(gradients)) {
        const slot = `${name}/mean-square`;
        const [direction, meanSquare] = rmspropDirection(gradient, tensorNamed(state, slot), { rho, epsilon });
        updates[name] = direction;
        next[slot] = meanSquare;
      }
      return { updates, state: next };
    },
  };
}

export const rmsprop = define({
  title: 'RMSProp',
  summary: 'Divides each gradient by the root of its running mean square.',
  source: 'Hinton (2012), Neural networks for machine learning, lecture 6e',
  options: z.strictObject({
    rho: z.number().min(0).lt(1).default(0.9).describe('Decay of the running mean square'),
    epsilon: z.number().gt(0).default(1e-7).describe('Added to the denominator'),
  }),
  create: (options) => chain(scaleByRootMeanSquare(options.rho, options.epsilon), scaleByLearningRate),
});
