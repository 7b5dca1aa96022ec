import type { Dataset } from '../datasets/dataset.ts';
import type { Model } from '../models/index.ts';
import type { Loss } from '../losses/index.ts';
import type { Optimizer } from '../optimizers/index.ts';
import { countSlots, measureOptimizer, type OptimizerNeed } from './measure-optimizer.ts';
import { evaluationBatchSize } from './evaluation-batch-size.ts';
import { measureLoss } from './measure-loss.ts';

/** Bytes that are in use together while a trial trains, besides those of the engine itself. */
export interface MemoryEstimate {
  readonly parameters: number;
  readonly gradients: number;
  /** The optimizer's state. */
  readonly optimizer: number;
  /** Temporary memory of optimizer and loss within a step. */
  readonly work: number;
  /** Images of one batch and the layers' outputs for them. */
  readonly activations: number;
  /** Upper bound of the largest tensor: all parameters of a layer count as one. */
  readonly largestTensor: number;
  /** Lower bound of the bytes in use. */
  readonly least: number;
  /** Most likely number of bytes in use. */
  readonly likely: number;
}

export interface EstimatedTrial {
  readonly model: Pick<Model, 'parameterCount' | 'frozenCount' | 'largest' | 'activations' | 'measureActivations'>;
  readonly optimizer: Optimizer;
  readonly dataset: Pick<Dataset, 'height' | 'width' | 'channels' | 'classNames' | 'splits'>;
  readonly batchSize: number;
  /** Undefined for custom losses, which are not run before training. */
  readonly loss?: Loss;
  /** A custom optimizer may return the state that it was given; the built-in ones create new tensors in each step. */
  readonly isOptimizerOwn: boolean;
}

const bytesPerValue = 4;
/**
 * Lower bound as a share of the activations: one operation may do the work of two layers, and keep only a part of
 * their outputs.
 */
const activationsAtLeast = 0.1;
/**
 * The backward pass adds gradients and normalized copies: factors of 0.1 to 3.4 were measured, 2.4 for residual
 * networks.
 */
const activationsLikely = 2.5;
/** A forward pass keeps all of its outputs until its end: 1 to 2 times the layers' own count. */
const activationsEvaluated = 2;

/**
 * Estimates the memory that a trial needs to train, without creating anything of the model's size. At the end of a
 * step, old and new parameters and state and the gradients exist together; from the second epoch on, the best
 * parameters too. An engine must be open.
 */
export async function estimateMemory({
  model,
  optimizer,
  dataset,
  batchSize,
  loss,
  isOptimizerOwn,
}: EstimatedTrial): Promise<MemoryEstimate> {
  const trained = bytesPerValue * model.parameterCount;
  const frozen = bytesPerValue * (model.frozenCount ?? 0);
  const need = isOptimizerOwn ? needOfOwn(optimizer) : await measureOptimizer(optimizer);
  const state = need.state * trained;
  const images = Math.min(batchSize, dataset.splits.train.length);
  const batch = bytesPerValue * images;
  const pixels = dataset.height * dataset.width * dataset.channels;
  const measured = await model.measureActivations?.();
  const activations = batch * ((measured ?? model.activations ?? 0) + pixels);
  // For a small batch, evaluation takes more memory than training.
  const { validation, test } = dataset.splits;
  const evaluated = Math.min(evaluationBatchSize, Math.max(validation.length, test.length));
  // The measurement covers a step; during evaluation, the layers of saved models free their inputs.
  const atPeak = measured === undefined ? Math.max(activationsLikely, (activationsEvaluated * evaluated) / images) : 1;
  const largest = model.largest ?? { parameters: model.parameterCount, activations: 0 };
  const update = 2 * (trained + state) + trained;
  const workOfOptimizer = need.work * trained + need.workOfLargest * bytesPerValue * largest.parameters;
  const workOfLoss =
    loss === undefined ? 0 : Math.max(images, evaluated) * (await measureLoss(loss, dataset.classNames.length));
  const work = workOfOptimizer + workOfLoss;
  return {
    parameters: trained + frozen,
    gradients: trained,
    optimizer: state,
    work,
    activations,
    largestTensor: Math.max(bytesPerValue * largest.parameters, batch * largest.activations, batch * pixels),
    least:
      frozen + Math.max(isOptimizerOwn ? update - state : update, trained + state + activationsAtLeast * activations),
    likely: frozen + update + work + trained + atPeak * activations,
  };
}

/** A custom loss does not run before training, where it can do no harm. */
function needOfOwn(optimizer: Optimizer): OptimizerNeed {
  const rest = { work: 0, workOfLargest: 0 };
  try {
    return { state: countSlots(optimizer), ...rest };
  } catch {
    // A custom optimizer may need its model's parameters. Its mistakes show in training.
    return { state: 0, ...rest };
  }
}
