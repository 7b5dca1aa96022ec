import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/** A loss of one batch. */
export interface Loss {
  /**
   * @param logits `[batch, classes]`, before softmax
   * @param targets `[batch, classes]`, one-hot or a distribution over the classes
   * @returns `[batch]`: one value per image; training minimizes their mean
   */
  (logits: Tensor2D, targets: Tensor2D): Tensor1D;
  /** Throws an error of its own where its gradient fails; asked only after a step has failed, whose error names nobody. */
  checkGradient?(logits: Tensor2D, targets: Tensor2D): void;
}

/** What a loss may know of the training images beside its options. */
export interface LossContext {
  /** Images of each class in the training split. */
  readonly classCounts: readonly number[];
}
