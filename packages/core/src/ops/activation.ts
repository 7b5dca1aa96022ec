import type { Tensor } from '@tensorflow/tfjs-core';
import { activate } from './activate.ts';

/** Activation that an op applies in the same pass as its bias. */
export type Activation = 'linear' | 'relu';

export function applyActivation<T extends Tensor>(x: T, activation: Activation): T {
  return activation === 'relu' ? activate(x, 'relu') : x;
}
