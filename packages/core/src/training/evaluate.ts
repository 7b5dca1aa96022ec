import { cast, dispose, mean, oneHot, tensor1d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Dataset } from '../datasets/dataset.ts';
import type { Loss } from '../losses/index.ts';
import { EvaluationAccumulator } from '../metrics/index.ts';
import type { Model } from '../models/index.ts';
import { gatherBatch } from '../ops/gather-batch.ts';
import type { NamedTensors } from '../tensors/named-tensors.ts';

/** Small enough for the first layer's output to stay in cache, large enough to hide the cost of a call. */
const evaluationBatchSize = 64;

/** Metrics and confusion matrix of a model on some images of the dataset, in evaluation mode. */
export function evaluate(
  model: Model,
  loss: Loss,
  parameters: NamedTensors,
  dataset: Dataset,
  indices: Uint32Array,
): EvaluationAccumulator {
  const accumulator = new EvaluationAccumulator(dataset.classNames.length);
  for (let start = 0; start < indices.length; start += evaluationBatchSize) {
    const batch = indices.subarray(start, start + evaluationBatchSize);
    const labels = labelsOf(dataset, batch);
    const { logits, meanLoss } = tidy(() => {
      const x = gatherBatch(dataset, batch);
      const output: Tensor2D = model.apply(parameters, x, { isTraining: false, seed: 0, step: 0 });
      return { logits: output, meanLoss: mean(loss(output, oneHotTargets(labels, dataset.classNames.length))) };
    });
    accumulator.add(logits.dataSync(), labels, meanLoss.dataSync()[0] ?? Number.NaN, batch);
    dispose([logits, meanLoss]);
  }
  return accumulator;
}

/** Class index of each image, in order. */
export function labelsOf(dataset: Dataset, indices: Uint32Array): Int32Array {
  return Int32Array.from(indices, (index) => dataset.labels[index] ?? 0);
}

/** `[labels.length, classes]`, one-hot float32. */
export function oneHotTargets(labels: Int32Array, classes: number): Tensor2D {
  return tidy(() => cast(oneHot(tensor1d(labels, 'int32'), classes), 'float32') as Tensor2D);
}
