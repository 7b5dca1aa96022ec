import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/**
 * A loss of one batch.
 * @param logits `[batch, classes]`, before softmax
 * @param targets `[batch, classes]`, one-hot or a distribution over the classes
 * @returns `[batch]`: one value per image; training minimizes their mean
 */
export type Loss = (logits: Tensor2D, targets: Tensor2D) => Tensor1D;

/** What a loss may know of the training images beside its options. */
export interface LossContext {
  /** Images of each class in the training split. */
  readonly classCounts: readonly number[];
}
