import { relu, type Tensor } from '@tensorflow/tfjs-core';

/** Activation that an op applies in the same pass as its bias. */
export type Activation = 'linear' | 'relu';

export function applyActivation<T extends Tensor>(x: T, activation: Activation): T {
  return activation === 'relu' ? relu(x) : x;
}
