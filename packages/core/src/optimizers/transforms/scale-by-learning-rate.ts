import { mul } from '@tensorflow/tfjs-core';
import { addScaled } from '../../ops/add-scaled.ts';
import type { Optimizer } from './gradient-transform.ts';
import { mapTensors, tensorNamed } from '../../tensors/named-tensors.ts';

/**
 * Computes `w' = w - learning_rate g`: all of SGD, and the last stage of an optimizer that is a chain of transforms.
 */
export const scaleByLearningRate: Optimizer = {
  init: () => ({}),
  update: (gradients, _state, _parameters, { learningRate }) => ({
    updates: mapTensors(gradients, (gradient) => mul(gradient, -learningRate)),
    state: {},
  }),
  apply: (gradients, _state, parameters, { learningRate }) => ({
    parameters: mapTensors(gradients, (gradient, name) =>
      addScaled(tensorNamed(parameters, name), gradient, -learningRate),
    ),
    state: {},
  }),
};
