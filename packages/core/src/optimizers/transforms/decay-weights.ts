import { addScaled } from '../../ops/add-scaled.ts';
import { weightedSum } from '../../ops/weighted-sum.ts';
import { mapTensors, tensorNamed } from '../../tensors/named-tensors.ts';
import type { Optimizer } from './gradient-transform.ts';

/** Computes `u' = u - learning_rate weight_decay w`: weight decay after an optimizer that has none of its own. */
export function decayWeights(weightDecay: number): Optimizer {
  return {
    init: () => ({}),
    update: (updates, _state, parameters, { learningRate }) => ({
      updates: mapTensors(updates, (update, name) =>
        addScaled(update, tensorNamed(parameters, name), -learningRate * weightDecay),
      ),
      state: {},
    }),
    apply: (updates, _state, parameters, { learningRate }) => ({
      parameters: mapTensors(updates, (update, name) =>
        weightedSum(1 - learningRate * weightDecay, tensorNamed(parameters, name), 1, update),
      ),
      state: {},
    }),
  };
}
