import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../tensors/named-tensors.ts';
import type { RandomStream } from '../../random/index.ts';
import type { ApplyContext } from '../model.ts';

/** What a layer may know beside its input while a step runs. */
export interface LayerContext extends ApplyContext {
  /** The layer's own name in its model: `dropout1`. */
  readonly layer: string;
}

/** One stage of a network for a fixed input shape, without the batch axis. */
export interface Layer {
  readonly outputShape: readonly number[];
  readonly parameterCount: number;
  /** Fresh parameters by local name (`kernel`); `streamFor` gives the stream of one parameter. */
  init(streamFor: (parameter: string) => RandomStream): NamedTensors;
  apply(parameters: NamedTensors, x: Tensor, context: LayerContext): Tensor;
}

/** A layer that does not know its input shape yet. */
export type LayerFactory = (inputShape: readonly number[]) => Layer;
