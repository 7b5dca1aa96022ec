import { mean, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { Engine } from '../engines/engine.ts';
import { EvaluationAccumulator } from '../metrics/index.ts';
import { gatherBatch } from '../ops/gather-batch.ts';
import type { NamedTensors } from '../tensors/named-tensors.ts';
import { evaluationBatchSize } from './evaluation-batch-size.ts';
import { readTensors } from './read-tensors.ts';
import { labelsOf, oneHotTargets } from './targets.ts';
import type { Trial } from './trial.ts';

/** Enough batches to hide the latency of a device, few enough to fit into its memory. */
const deferredBatches = 8;

/**
 * Computes metrics and confusion matrix of a trial's model on some images of its dataset, in evaluation mode.
 *
 * @param onBatch called before each group of batches
 */
export async function evaluate(
  trial: Pick<Trial, 'model' | 'loss' | 'dataset'>,
  parameters: NamedTensors,
  indices: Uint32Array,
  reads: Engine['reads'],
  onBatch?: () => void,
): Promise<EvaluationAccumulator> {
  const accumulator = new EvaluationAccumulator(trial.dataset.classNames.length);
  const batches: Uint32Array[] = [];
  for (let start = 0; start < indices.length; start += evaluationBatchSize)
    batches.push(indices.subarray(start, start + evaluationBatchSize));
  const together = reads === 'deferred' ? deferredBatches : 1;
  for (let start = 0; start < batches.length; start += together) {
    onBatch?.();
    const group = batches.slice(start, start + together);
    const tensors = group.flatMap((batch) => applyModel(trial, parameters, batch));
    const values = await readTensors(tensors, reads);
    for (const [i, batch] of group.entries()) {
      const [logits = [], [meanLoss = Number.NaN] = []] = values.slice(2 * i, 2 * i + 2);
      accumulator.add(logits, labelsOf(trial.dataset, batch), meanLoss, batch);
    }
  }
  return accumulator;
}

function applyModel(
  { model, loss, dataset }: Pick<Trial, 'model' | 'loss' | 'dataset'>,
  parameters: NamedTensors,
  batch: Uint32Array,
): [logits: Tensor, meanLoss: Tensor] {
  return tidy((): [Tensor, Tensor] => {
    const x = gatherBatch(dataset, batch);
    const output = model.apply(parameters, x, { isTraining: false, seed: 0, step: 0 });
    return [output, mean(loss(output, oneHotTargets(labelsOf(dataset, batch), dataset.classNames.length)))];
  });
}
