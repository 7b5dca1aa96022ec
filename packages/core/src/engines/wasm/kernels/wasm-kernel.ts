import type { DataType, KernelFunc, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { readKernelCall, type KernelInputs, type KernelOutput, type OpKernel } from '../../../ops/op-kernel.ts';
import type { KernelContext } from '../kernel-context.ts';

export interface WasmKernel {
  readonly name: string;
  readonly kernelFunc: KernelFunc;
}

/** The kernels of one family. */
export type KernelFamily = (context: KernelContext) => readonly WasmKernel[];

/**
 * Makes a kernel whose inputs, attributes and results have the types of its op.
 *
 * @param dtypes types of the inputs that are not float32, which all our kernels compute in
 */
export function wasmKernel<Inputs extends object, Attributes, Output extends Tensor | readonly Tensor[]>(
  kernel: OpKernel<Inputs, Attributes, Output>,
  compute: (inputs: KernelInputs<Inputs>, attributes: Attributes) => KernelOutput<Output>,
  dtypes: { readonly [Name in keyof Inputs]?: DataType } = {},
): WasmKernel {
  const expected = new Map<string, DataType>(Object.entries(dtypes));
  return {
    name: kernel.name,
    kernelFunc(call) {
      for (const name in call.inputs) {
        const wanted = expected.get(name) ?? 'float32';
        const dtype = call.inputs[name]?.dtype ?? wanted;
        if (dtype !== wanted) throw new Error(`${kernel.name}: the input ${name} is ${dtype}, not ${wanted}`);
      }
      const { inputs, attributes } = readKernelCall(kernel, call);
      return compute(inputs, attributes) as TensorInfo | TensorInfo[];
    },
  };
}

/** Returns the size of an axis. */
export function axis(shape: readonly number[], index: number): number {
  const size = shape[index];
  if (size === undefined) throw new Error(`a shape of rank ${shape.length} has no axis ${index}`);
  return size;
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
