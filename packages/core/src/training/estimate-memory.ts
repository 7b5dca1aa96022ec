import { tensor, tidy } from '@tensorflow/tfjs-core';
import type { Dataset } from '../datasets/dataset.ts';
import type { Model } from '../models/index.ts';
import type { Optimizer } from '../optimizers/index.ts';

/** Bytes that training one trial needs at the same time, beside those of the engine itself. */
export interface MemoryEstimate {
  readonly parameters: number;
  readonly gradients: number;
  /** What the optimizer keeps for the parameters. */
  readonly optimizer: number;
  /** Images of one batch and the outputs of the layers for them. */
  readonly activations: number;
  /** What is surely needed at once. */
  readonly least: number;
  /** What is most likely needed. */
  readonly likely: number;
}

export interface EstimatedTrial {
  readonly model: Pick<Model, 'parameterCount' | 'activations'>;
  readonly optimizer: Optimizer;
  readonly dataset: Pick<Dataset, 'height' | 'width' | 'channels' | 'splits'>;
  readonly batchSize: number;
  /** An optimizer of the user's own may hand on the state that it got; ours make new tensors in each step. */
  readonly isOptimizerOwn: boolean;
}

const bytesPerValue = 4;
/** Of the activations: an operation may do what two layers say, and keep a part of their outputs only. */
const activationsAtLeast = 0.1;
/** The backward pass adds gradients and normalized copies: 0.3 to 3.2 were measured, 2.3 of residual networks. */
const activationsLikely = 2;

/**
 * What a trial needs to train; nothing of the model's size is made for it. At the end of a step the old parameters and state
 * stand beside the new ones and the gradients; from the second epoch on the best parameters beside those.
 */
export function estimateMemory({
  model,
  optimizer,
  dataset,
  batchSize,
  isOptimizerOwn,
}: EstimatedTrial): MemoryEstimate {
  const parameters = bytesPerValue * model.parameterCount;
  const state = countSlots(optimizer) * parameters;
  const batch = Math.min(batchSize, dataset.splits.train.length);
  const pixels = dataset.height * dataset.width * dataset.channels;
  const activations = bytesPerValue * batch * ((model.activations ?? 0) + pixels);
  const update = 2 * (parameters + state) + parameters;
  return {
    parameters,
    gradients: parameters,
    optimizer: state,
    activations,
    least: Math.max(isOptimizerOwn ? update - state : update, parameters + state + activationsAtLeast * activations),
    likely: update + parameters + activationsLikely * activations,
  };
}

/** Values that an optimizer keeps for each parameter: 2 for Adam. Asks it for the state of one small matrix. */
function countSlots(optimizer: Optimizer): number {
  const size = 8;
  try {
    return tidy(() => {
      const state = optimizer.init({ 'dense/kernel': tensor(new Float32Array(size * size), [size, size]) });
      return Object.values(state).reduce((sum, { size: values }) => sum + values, 0) / (size * size);
    });
  } catch {
    // One of the user's own may want the parameters of its model. What is wrong with it shows in training.
    return 0;
  }
}
