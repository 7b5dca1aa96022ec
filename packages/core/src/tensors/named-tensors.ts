import type { Tensor } from '@tensorflow/tfjs-core';

/** Tensors by name, in a fixed order: parameters, gradients, updates, optimizer state. */
export type NamedTensors = Readonly<Record<string, Tensor>>;

export function mapTensors(tensors: NamedTensors, change: (tensor: Tensor, name: string) => Tensor): NamedTensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, change(tensor, name)]));
}

/** The tensor of that name; a missing one is a defect of ours, never of the user's. */
export function tensorNamed(tensors: NamedTensors, name: string): Tensor {
  const tensor = tensors[name];
  if (tensor === undefined) throw new Error(`no tensor is named ${name}`);
  return tensor;
}
