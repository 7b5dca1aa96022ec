import { add, clone, sub, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { addScaled } from '../ops/add-scaled.ts';
import { mapTensors, tensorNamed, type NamedTensors } from '../tensors/named-tensors.ts';
import type { Optimizer } from './gradient-transform.ts';

/** `min(decay, (1 + step) / (10 + step))`: the average forgets the initial weights fast. */
function decayAt(decay: number, step: number): number {
  return Math.min(decay, (1 + step) / (10 + step));
}

/**
 * Trains as the optimizer does, and is evaluated at the moving average `e' = d e + (1 - d) w'` of what would be evaluated
 * without it; `e = w` at first, `d` rises to `decay`.
 *
 * Source: Polyak and Juditsky (1992), Acceleration of stochastic approximation by averaging; TensorFlow,
 * tf.train.ExponentialMovingAverage with num_updates
 */
export function withWeightAverage(optimizer: Optimizer, decay: number): Optimizer {
  const slot = (name: string): string => `${name}/weight-average`;
  return {
    init: (parameters) => ({
      ...optimizer.init(parameters),
      ...Object.fromEntries(Object.entries(parameters).map(([name, value]) => [slot(name), clone(value)])),
    }),
    update(gradients, state, parameters, context) {
      const { updates, state: next } = optimizer.update(gradients, state, parameters, context);
      const averages: NamedTensors = tidy(() => {
        const trained = mapTensors(updates, (update, name) => add(tensorNamed(parameters, name), update));
        const evaluated = { ...trained, ...optimizer.evaluated?.(trained, next) };
        const advance = (value: Tensor, name: string): Tensor => {
          const average = tensorNamed(state, slot(name));
          return addScaled(average, sub(value, average), 1 - decayAt(decay, context.step));
        };
        return Object.fromEntries(Object.entries(evaluated).map(([name, value]) => [slot(name), advance(value, name)]));
      });
      return { updates, state: { ...next, ...averages } };
    },
    evaluated: (parameters, state) => mapTensors(parameters, (_, name) => tensorNamed(state, slot(name))),
  };
}
