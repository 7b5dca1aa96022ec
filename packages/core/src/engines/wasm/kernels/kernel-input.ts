import type { KernelFunc, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelContext } from '../kernel-context.ts';

/** Kernels of one family by their names. */
export type KernelFamily = (context: KernelContext) => Readonly<Record<string, KernelFunc>>;

/** A kernel's input; all of ours compute in float32. */
export function inputNamed(inputs: NamedTensorInfoMap, name: string): TensorInfo {
  const tensor = inputs[name];
  if (tensor === undefined) throw new Error(`the kernel's input ${name} is missing`);
  if (tensor.dtype !== 'float32') throw new Error(`the kernel's input ${name} is ${tensor.dtype}, not float32`);
  return tensor;
}

/** Size of one axis. */
export function axis(shape: readonly number[], index: number): number {
  const size = shape[index];
  if (size === undefined) throw new Error(`a shape of rank ${shape.length} has no axis ${index}`);
  return size;
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
