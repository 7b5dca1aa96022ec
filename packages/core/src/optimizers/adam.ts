import { zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { adamDirection } from '../ops/adam-direction.ts';
import { define } from '../registry/index.ts';
import { chain } from './chain.ts';
import type { GradientTransform, NamedTensors } from './gradient-transform.ts';
import { tensorNamed } from './map-tensors.ts';
import { scaleByLearningRate } from './scale-by-learning-rate.ts';

/** `m^/(sqrt(v^) + epsilon)` with bias-corrected running means of the gradient and its square. */
function scaleByAdam(options: {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}): GradientTransform {
  return {
    init: (parameters) =>
      Object.fromEntries(
        Object.entries(parameters).flatMap(([name, parameter]) => [
          [`${name}/adam-m`, zerosLike(parameter)],
          [`${name}/adam-v`, zerosLike(parameter)],
        ]),
      ) as NamedTensors,
    update(gradients, state, _parameters, { step }) {
      const updates: Record<string, NamedTensors[string]> = {};
      const next: Record<string, NamedTensors[string]> = {};
      for (const [name, gradient] of Object.entries(gradients)) {
        const m = tensorNamed(state, `${name}/adam-m`);
        const v = tensorNamed(state, `${name}/adam-v`);
        const [direction, nextM, nextV] = adamDirection(gradient, m, v, { ...options, step });
        updates[name] = direction;
        next[`${name}/adam-m`] = nextM;
        next[`${name}/adam-v`] = nextV;
      }
      return { updates, state: next };
    },
  };
}

export const adam = define({
  title: 'Adam',
  summary: 'Step size per weight from running means of the gradient and its square; robust default.',
  source: 'Kingma and Ba (2015), Adam: a method for stochastic optimization, arXiv:1412.6980',
  options: z.strictObject({
    beta_1: z.number().min(0).lt(1).default(0.9).describe('Decay of the mean of gradients'),
    beta_2: z.number().min(0).lt(1).default(0.999).describe('Decay of the mean of squared gradients'),
    epsilon: z.number().gt(0).default(1e-7).describe('Added to the denominator'),
  }),
  create: (options) =>
    chain(scaleByAdam({ beta1: options.beta_1, beta2: options.beta_2, epsilon: options.epsilon }), scaleByLearningRate),
});
