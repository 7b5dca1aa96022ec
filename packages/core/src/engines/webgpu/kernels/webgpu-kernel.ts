import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { KernelFunc, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { readKernelCall, type KernelInputs, type KernelOutput, type OpKernel } from '../../../ops/op-kernel.ts';

export interface WebgpuKernel {
  readonly name: string;
  readonly kernelFunc: KernelFunc;
}

/** A value that is passed to a program with a call. */
export type Uniform = { readonly type: 'int32' | 'float32'; readonly data: number[] };

export function wholes(...data: number[]): Uniform {
  return { type: 'int32', data };
}

export function reals(...data: number[]): Uniform {
  return { type: 'float32', data };
}

/** Makes a kernel whose inputs, attributes and results have the types of its op. */
export function webgpuKernel<Inputs, Attributes, Output extends Tensor | readonly Tensor[]>(
  kernel: OpKernel<Inputs, Attributes, Output>,
  compute: (backend: WebGPUBackend, inputs: KernelInputs<Inputs>, attributes: Attributes) => KernelOutput<Output>,
): WebgpuKernel {
  return {
    name: kernel.name,
    kernelFunc(call) {
      const { inputs, attributes } = readKernelCall(kernel, call);
      return compute(call.backend as WebGPUBackend, inputs, attributes) as TensorInfo | TensorInfo[];
    },
  };
}
