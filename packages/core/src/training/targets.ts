import { cast, oneHot, tensor1d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Dataset } from '../datasets/dataset.ts';

/** Returns the class index of each image, in order. */
export function labelsOf(dataset: Dataset, indices: Uint32Array): Int32Array {
  return Int32Array.from(indices, (index) => dataset.labels[index] ?? 0);
}

/** Returns one-hot targets, float32 `[labels.length, classes]`. */
export function oneHotTargets(labels: Int32Array, classes: number): Tensor2D {
  return tidy(() => cast(oneHot(tensor1d(labels, 'int32'), classes), 'float32') as Tensor2D);
}
