import type { Dataset } from '../datasets/dataset.ts';
import type { Model } from '../models/index.ts';
import type { Loss } from '../losses/index.ts';
import type { Optimizer } from '../optimizers/index.ts';
import { countSlots, measureOptimizer, type OptimizerNeed } from './measure-optimizer.ts';
import { evaluationBatchSize } from './evaluation-batch-size.ts';
import { measureLoss } from './measure-loss.ts';

/** Bytes that training one trial needs at the same time, beside those of the engine itself. */
export interface MemoryEstimate {
  readonly parameters: number;
  readonly gradients: number;
  /** What the optimizer keeps for the parameters. */
  readonly optimizer: number;
  /** What optimizer and loss take for themselves in a step and free again. */
  readonly work: number;
  /** Images of one batch and the outputs of the layers for them. */
  readonly activations: number;
  /** The largest tensor, or more: the parameters of a layer are taken for one. */
  readonly largestTensor: number;
  /** What is surely needed at once. */
  readonly least: number;
  /** What is most likely needed. */
  readonly likely: number;
}

export interface EstimatedTrial {
  readonly model: Pick<Model, 'parameterCount' | 'frozenCount' | 'largest' | 'activations' | 'measureActivations'>;
  readonly optimizer: Optimizer;
  readonly dataset: Pick<Dataset, 'height' | 'width' | 'channels' | 'classNames' | 'splits'>;
  readonly batchSize: number;
  /** Left out: a loss of the user's own. */
  readonly loss?: Loss;
  /** An optimizer of the user's own may hand on the state that it got; ours make new tensors in each step. */
  readonly isOptimizerOwn: boolean;
}

const bytesPerValue = 4;
/** Of the activations: an operation may do what two layers say, and keep a part of their outputs only. */
const activationsAtLeast = 0.1;
/** The backward pass adds gradients and normalized copies: 0.1 to 3.4 were measured, 2.4 of residual networks. */
const activationsLikely = 2.5;
/** A forward pass keeps all of its outputs until its end: 1 to 2 times what layers say. */
const activationsEvaluated = 2;

/**
 * What a trial needs to train; nothing of the model's size is made for it. At the end of a step the old parameters and state
 * stand beside the new ones and the gradients; from the second epoch on the best parameters beside those. An engine must be open.
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
  // Of a small batch evaluation takes more than training.
  const { validation, test } = dataset.splits;
  const evaluated = Math.min(evaluationBatchSize, Math.max(validation.length, test.length));
  // What is measured is a step; the layers of saved models free their inputs as they evaluate.
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

/** One of the user's own is not run before training, where it can do no harm. */
function needOfOwn(optimizer: Optimizer): OptimizerNeed {
  const rest = { work: 0, workOfLargest: 0 };
  try {
    return { state: countSlots(optimizer), ...rest };
  } catch {
    // It may want the parameters of its model. What is wrong with it shows in training.
    return { state: 0, ...rest };
  }
}
