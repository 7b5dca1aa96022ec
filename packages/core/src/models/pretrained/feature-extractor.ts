import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../tensors/named-tensors.ts';

/** A weight of a pretrained model as plain values. */
export interface StoredWeight {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly values: Float32Array | Int32Array | Uint8Array;
  /** True for weights that are fine-tuned; running statistics never are. */
  readonly isTrained: boolean;
}

/** A pretrained model as a pure function from images to features, with its weights by name. */
export interface FeatureExtractor {
  /** Null where the model accepts any size. */
  readonly inputShape: readonly [height: number | null, width: number | null, channels: number];
  readonly weights: Readonly<Record<string, StoredWeight>>;
  /**
   * Computes the features.
   * @param x `[batch, height, width, channels]` of its input shape
   *
   * @returns `[batch, ...features]`
   */
  extract(weights: NamedTensors, x: Tensor4D): Tensor;
}
