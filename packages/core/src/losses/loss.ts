import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/**
 * A loss of one batch.
 * @param logits `[batch, classes]`, before softmax
 * @param targets `[batch, classes]`, one-hot or a distribution over the classes
 * @returns `[batch]`: one value per image; training minimizes their mean
 */
export type Loss = (logits: Tensor2D, targets: Tensor2D) => Tensor1D;
