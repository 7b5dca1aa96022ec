import { add, div, mul, sqrt, square, tidy, zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { define } from '../registry/index.ts';
import { chain } from './chain.ts';
import type { GradientTransform, NamedTensors } from './gradient-transform.ts';
import { mapTensors, tensorNamed } from './map-tensors.ts';
import { scaleByLearningRate } from './scale-by-learning-rate.ts';

/** `s' = rho s + (1 - rho) g^2`; the update is `g / (sqrt(s') + epsilon)`. */
function scaleByRootMeanSquare(rho: number, epsilon: number): GradientTransform {
  return {
    init: (parameters) =>
      Object.fromEntries(
        Object.entries(parameters).map(([name, parameter]) => [`${name}/mean-square`, zerosLike(parameter)]),
      ) as NamedTensors,
    update(gradients, state) {
      const next = Object.fromEntries(
        Object.entries(gradients).map(([name, gradient]) => {
          const slot = `${name}/mean-square`;
          return [slot, tidy(() => add(mul(tensorNamed(state, slot), rho), mul(square(gradient), 1 - rho)))];
        }),
      ) as NamedTensors;
      const updates = mapTensors(gradients, (gradient, name) =>
        tidy(() => div(gradient, add(sqrt(tensorNamed(next, `${name}/mean-square`)), epsilon))),
      );
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
