import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { KerasGraph } from './keras-graph.ts';
import type { NamedTensors } from '../tensors/named-tensors.ts';

/** What a model may know beside its input while a step runs. */
export interface ApplyContext {
  /** True in training steps, false in evaluation: dropout and batch norm differ. */
  readonly isTraining: boolean;
  readonly seed: number;
  /** Counted from 1 over the whole trial. */
  readonly step: number;
  /**
   * Takes the next value of an untrained weight (`norm1/mean`) while training; the value may belong to the caller's `tidy`.
   * Where it is left out nobody wants the values.
   */
  readonly track?: (name: string, value: Tensor) => void;
  /**
   * What `track` takes: the moving statistics after this step, or the batch's own, from which they can be computed anew.
   * `moving` when left out.
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
  /** Multiply-add operations of one forward pass of one image: of convolutions and dense layers. */
  readonly multiplyAdds: number;
  /** Values that the outputs of its layers hold for one image; left out where that is not known. */
  readonly activations?: number;
  /** In place of `activations`: measures the values that live for one image at the peak of a step. */
  measureActivations?(): Promise<number>;
  /** Values of the largest parameter or more, and of the largest output for one image; left out where that is not known. */
  readonly largest?: LargestTensors;
  /** Number of values that nothing changes; none when left out. */
  readonly frozenCount?: number;
  /** Names of parameters that no gradient changes: running statistics, frozen weights. */
  readonly untrained: ReadonlySet<string>;
  /** Fresh parameters by name (`conv1/kernel`), the untrained ones too; a pure function of the seed. */
  init(seed: number): NamedTensors;
  /** @param x `[batch, height, width, channels]`, 0..1  @returns logits `[batch, classes]` */
  apply(parameters: NamedTensors, x: Tensor4D, context: ApplyContext): Tensor2D;
  /** Adds the model to a Keras graph, from the node with the images to the one with the logits, whose name it returns. */
  toKeras(graph: KerasGraph, input: string): string;
}

/** Makes a network for images of one shape; one that reads files may take its time. */
export type ModelMaker = (input: InputShape) => Model | Promise<Model>;
