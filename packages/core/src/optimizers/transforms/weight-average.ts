import { add, clone, tidy } from '@tensorflow/tfjs-core';
import { moveTowards } from '../../ops/move-towards.ts';
import { mapTensors, tensorNamed, type NamedTensors } from '../../tensors/named-tensors.ts';
import { applyGradients } from './apply-gradients.ts';
import type { Optimizer } from './gradient-transform.ts';

/** Returns `min(decay, (1 + step) / (10 + step))`, so that the average soon forgets the initial weights. */
function decayAt(decay: number, step: number): number {
  return Math.min(decay, (1 + step) / (10 + step));
}

/**
 * Trains like the optimizer, but is evaluated at the moving average `e' = d e + (1 - d) w'` of the weights that the
 * optimizer would be evaluated at. `e` starts as `w`, and `d` rises to `decay`.
 *
 * Source: Polyak and Juditsky (1992), Acceleration of stochastic approximation by averaging; TensorFlow,
 * tf.train.ExponentialMovingAverage with num_updates
 */
export function withWeightAverage(optimizer: Optimizer, decay: number): Optimizer {
  const slot = (name: string): string => `${name}/weight-average`;
  const advance = (trained: NamedTensors, next: NamedTensors, state: NamedTensors, step: number): NamedTensors => {
    const evaluated = { ...trained, ...optimizer.evaluated?.(trained, next) };
    const share = 1 - decayAt(decay, step);
    return Object.fromEntries(
      Object.entries(evaluated).map(([name, value]) => [
        slot(name),
        moveTowards(tensorNamed(state, slot(name)), value, share),
      ]),
    );
  };
  return {
    init: (parameters) => ({
      ...optimizer.init(parameters),
      ...Object.fromEntries(Object.entries(parameters).map(([name, value]) => [slot(name), clone(value)])),
    }),
    update(gradients, state, parameters, context) {
      const { updates, state: next } = optimizer.update(gradients, state, parameters, context);
      const averages: NamedTensors = tidy(() => {
        const trained = mapTensors(updates, (update, name) => add(tensorNamed(parameters, name), update));
        return { ...advance(trained, next, state, context.step) };
      });
      return { updates, state: { ...next, ...averages } };
    },
    apply(gradients, state, parameters, context) {
      const applied = applyGradients(optimizer, gradients, state, parameters, context);
      const averages: NamedTensors = tidy(() => ({
        ...advance(applied.parameters, applied.state, state, context.step),
      }));
      return { parameters: applied.parameters, state: { ...applied.state, ...averages } };
    },
    evaluated: (parameters, state) => mapTensors(parameters, (_, name) => tensorNamed(state, slot(name))),
  };
}
