import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../tensors/named-tensors.ts';

/** What a model may know beside its input while a step runs. */
export interface ApplyContext {
  /** True in training steps, false in evaluation: dropout and batch norm differ. */
  readonly isTraining: boolean;
  readonly seed: number;
  /** Counted from 1 over the whole trial. */
  readonly step: number;
}

export interface InputShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly classes: number;
}

/** A network as two pure functions. */
export interface Model {
  /** Number of trainable weights. */
  readonly parameterCount: number;
  /** Fresh parameters by name (`conv1/kernel`); a pure function of the seed. */
  init(seed: number): NamedTensors;
  /** @param x `[batch, height, width, channels]`, 0..1  @returns logits `[batch, classes]` */
  apply(parameters: NamedTensors, x: Tensor4D, context: ApplyContext): Tensor2D;
}
