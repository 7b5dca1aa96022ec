import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../tensors/named-tensors.ts';
import type { PoolWindow } from '../../ops/conv2d-max-pool.ts';
import type { RandomStream } from '../../random/index.ts';
import type { KerasGraph } from '../keras-graph.ts';
import type { ApplyContext, LargestTensors } from '../model.ts';

/** Facts that a layer may depend on besides its input while a step runs. */
export interface LayerContext extends ApplyContext {
  /** The layer's name in its model: `dropout1`. */
  readonly layer: string;
  /** As in `ApplyContext`, by local name (`mean`). */
  readonly track?: (name: string, value: Tensor) => void;
}

/** A stage of a network for a fixed input shape, without the batch axis. */
export interface Layer {
  readonly outputShape: readonly number[];
  /** Number of values that training changes by gradient. */
  readonly parameterCount: number;
  /** Multiply-adds of one forward pass per image; default 0. */
  readonly multiplyAdds?: number;
  /** Number of values in its outputs per image, those of inner layers included; default: the size of its output. */
  readonly activations?: number;
  /** Sizes of the largest parameters and outputs among its inner layers, if it has any. */
  readonly largest?: LargestTensors;
  /** Local names of parameters that no gradient changes; none by default. */
  readonly untrained?: readonly string[];
  /** Creates the initial parameters by local name (`kernel`); `streamFor` gives the random stream of a parameter. */
  init(streamFor: (parameter: string) => RandomStream): NamedTensors;
  apply(parameters: NamedTensors, x: Tensor, context: LayerContext): Tensor;
  /** The window of a layer that is a plain max pooling. */
  readonly maxPooling?: PoolWindow;
  /** Applies this layer and a following max pooling in one op; undefined if there is no such op. */
  applyPooled?(parameters: NamedTensors, x: Tensor, window: PoolWindow): Tensor;
  /**
   * Adds this layer to a Keras graph, for export.
   *
   * @param name the layer's name in its model
   *
   * @param input name of the node that provides its input
   *
   * @returns name of the node with its output
   */
  toKeras(graph: KerasGraph, name: string, input: string): string;
}

/** Creates a layer for an input shape. */
export type LayerFactory = (inputShape: readonly number[]) => Layer;
