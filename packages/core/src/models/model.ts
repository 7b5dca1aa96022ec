import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { KerasGraph } from './keras-graph.ts';
import type { NamedTensors } from '../tensors/named-tensors.ts';

/** Facts that a model may depend on besides its input while a step runs. */
export interface ApplyContext {
  /** True in training steps, false in evaluation; dropout and batch norm depend on it. */
  readonly isTraining: boolean;
  readonly seed: number;
  /** Counted from 1 over the whole trial. */
  readonly step: number;
  /**
   * Receives the next value of an untrained weight (`norm1/mean`) while training; the caller's `tidy` may own the
   * value. Undefined when nobody needs the values.
   */
  readonly track?: (name: string, value: Tensor) => void;
  /**
   * The values that `track` receives: the moving statistics after this step (`moving`, the default), or the batch's own
   * (`batch`), from which they can be recomputed.
   */
  readonly statistics?: 'moving' | 'batch';
}

export interface InputShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly classes: number;
}

export interface LargestTensors {
  readonly parameters: number;
  readonly activations: number;
}

/** A network as two pure functions. */
export interface Model {
  /** Number of values that training changes by gradient. */
  readonly parameterCount: number;
  /** Multiply-adds of one forward pass per image, in convolutions and dense layers. */
  readonly multiplyAdds: number;
  /** Number of values in all layer outputs per image; undefined when not known. */
  readonly activations?: number;
  /** Measures, instead of `activations`, the values that are alive per image at the peak of a step. */
  measureActivations?(): Promise<number>;
  /** Sizes of the largest parameter and of the largest output per image; undefined when not known. */
  readonly largest?: LargestTensors;
  /** Number of values that never change; 0 when omitted. */
  readonly frozenCount?: number;
  /** Names of parameters that no gradient changes: running statistics and frozen weights. */
  readonly untrained: ReadonlySet<string>;
  /** Creates the initial parameters by name (`conv1/kernel`), untrained ones included; a pure function of the seed. */
  init(seed: number): NamedTensors;
  /**
   * Computes the logits.
   * @param x `[batch, height, width, channels]`, 0..1
   *
   * @returns logits `[batch, classes]`
   */
  apply(parameters: NamedTensors, x: Tensor4D, context: ApplyContext): Tensor2D;
  /**
   * Adds the model to a Keras graph, from the node with the images to the node with the logits. Returns the name of
   * the latter.
   */
  toKeras(graph: KerasGraph, input: string): string;
}

/** Creates a network for images of one shape; asynchronous when it reads files. */
export type ModelMaker = (input: InputShape) => Model | Promise<Model>;
