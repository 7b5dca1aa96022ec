import { dispose, tidy } from '@tensorflow/tfjs-core';
import type { TrainState, TrainStepResult } from './train-step.ts';
import type { BatchPlace } from './training-batch.ts';
import type { Trial } from './trial.ts';

/**
 * Makes a batch of images, trains one step on it, and frees the batch and the state before the step. If it throws,
 * the state is kept.
 *
 * @returns the next state, and tensors that the caller frees
 */
export function runStep(
  trial: Trial,
  state: TrainState,
  indices: Uint32Array,
  { learningRate, ...place }: BatchPlace & { readonly learningRate: number },
): TrainStepResult {
  const result = tidy(() => {
    const { x, targets } = trial.batch(indices, place);
    return trial.step(state, x, targets, { seed: trial.config.seed, step: place.step, learningRate });
  });
  dispose([state.parameters, state.optimizer]);
  return result;
}
