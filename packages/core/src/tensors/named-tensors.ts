import type { Tensor } from '@tensorflow/tfjs-core';

/** Tensors by name, in a fixed order: parameters, gradients, updates, optimizer state. */
export type NamedTensors = Readonly<Record<string, Tensor>>;

export function mapTensors(tensors: NamedTensors, change: (tensor: Tensor, name: string) => Tensor): NamedTensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, change(tensor, name)]));
}

/** Returns the tensor of that name. A missing one is a defect of the program, never of the user's input. */
export function tensorNamed(tensors: NamedTensors, name: string): Tensor {
  const tensor = tensors[name];
  if (tensor === undefined) throw new Error(`no tensor is named ${name}`);
  return tensor;
}
