import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../tensors/named-tensors.ts';
import type { PoolWindow } from '../../ops/conv2d-max-pool.ts';
import type { RandomStream } from '../../random/index.ts';
import type { KerasGraph } from '../keras-graph.ts';
import type { ApplyContext, LargestTensors } from '../model.ts';

/** What a layer may know beside its input while a step runs. */
export interface LayerContext extends ApplyContext {
  /** The layer's own name in its model: `dropout1`. */
  readonly layer: string;
  /** As in `ApplyContext`, by local name (`mean`). */
  readonly track?: (name: string, value: Tensor) => void;
}

/** One stage of a network for a fixed input shape, without the batch axis. */
export interface Layer {
  readonly outputShape: readonly number[];
  /** Number of values that training changes by gradient. */
  readonly parameterCount: number;
  /** Multiply-adds of one forward pass of one image; 0 when left out. */
  readonly multiplyAdds?: number;
  /** Values that its outputs hold for one image, those within it too; those of its output when left out. */
  readonly activations?: number;
  /** Of the layers within it, where it has any: values of their largest parameters and outputs. */
  readonly largest?: LargestTensors;
  /** Local names of parameters that no gradient changes; none when left out. */
  readonly untrained?: readonly string[];
  /** Fresh parameters by local name (`kernel`); `streamFor` gives the stream of one parameter. */
  init(streamFor: (parameter: string) => RandomStream): NamedTensors;
  apply(parameters: NamedTensors, x: Tensor, context: LayerContext): Tensor;
  /** Window of a layer that is nothing but a max pooling. */
  readonly maxPooling?: PoolWindow;
  /** `apply` of this layer and of a max pooling after it in one op; left out where there is none. */
  applyPooled?(parameters: NamedTensors, x: Tensor, window: PoolWindow): Tensor;
  /**
   * Adds this layer to a Keras graph, for export.
   * @param name the layer's name in its model  @param input name of the node whose output it takes
   * @returns name of the node with its output
   */
  toKeras(graph: KerasGraph, name: string, input: string): string;
}

/** A layer that does not know its input shape yet. */
export type LayerFactory = (inputShape: readonly number[]) => Layer;
