import { mul } from '@tensorflow/tfjs-core';
import type { GradientTransform } from './gradient-transform.ts';
import { mapTensors } from '../tensors/named-tensors.ts';

/** `u = -learning_rate g`: the last stage of every optimizer; its updates are added to the parameters. */
export const scaleByLearningRate: GradientTransform = {
  init: () => ({}),
  update: (gradients, _state, _parameters, { learningRate }) => ({
    updates: mapTensors(gradients, (gradient) => mul(gradient, -learningRate)),
    state: {},
  }),
};
