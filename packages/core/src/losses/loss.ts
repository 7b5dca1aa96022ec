import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/** The loss of each image in a batch. */
export interface Loss {
  /**
   * @param logits `[batch, classes]`, before softmax
   * @param targets `[batch, classes]`, one-hot or a distribution over the classes
   * @returns `[batch]`: one value per image; training minimizes their mean
   */
  (logits: Tensor2D, targets: Tensor2D): Tensor1D;
  /**
   * Throws an error of its own if its gradient fails. Called only after a step has failed with an error that names no
   * module.
   */
  checkGradient?(logits: Tensor2D, targets: Tensor2D): void;
}

/** Facts about the training images that a loss may depend on. */
export interface LossContext {
  /** Number of images per class in the training split. */
  readonly classCounts: readonly number[];
}
