import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../tensors/named-tensors.ts';

/** A weight of a pretrained model, apart from any tensor. */
export interface StoredWeight {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly values: Float32Array | Int32Array | Uint8Array;
  /** Whether gradients may change it: it belongs to the part that is fine-tuned, and is no running statistic. */
  readonly isTrained: boolean;
}

/** What a pretrained model is to us: a pure function from images to features, and its weights by name. */
export interface FeatureExtractor {
  /** Null where the model takes any size. */
  readonly inputShape: readonly [height: number | null, width: number | null, channels: number];
  readonly weights: Readonly<Record<string, StoredWeight>>;
  /** @param x `[batch, height, width, channels]` of its input shape  @returns `[batch, ...features]` */
  extract(weights: NamedTensors, x: Tensor4D): Tensor;
}
