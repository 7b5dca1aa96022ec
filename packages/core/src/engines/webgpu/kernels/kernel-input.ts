import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { KernelFunc, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';

/** A value that a program gets with a call. */
export type Uniform = { readonly type: 'int32' | 'float32'; readonly data: number[] };

export function wholes(...data: number[]): Uniform {
  return { type: 'int32', data };
}

export function reals(...data: number[]): Uniform {
  return { type: 'float32', data };
}

/** A kernel as a function of typed inputs and attributes; what its callers pass is told by the op. */
export function webgpuKernel<Inputs extends object, Attributes extends object>(
  compute: (backend: WebGPUBackend, inputs: Inputs, attributes: Attributes) => TensorInfo | TensorInfo[],
): KernelFunc {
  return ({ inputs, backend, attrs }) =>
    compute(
      backend as WebGPUBackend,
      inputs as unknown as Inputs,
      (attrs ?? {}) as NamedAttrMap as unknown as Attributes,
    );
}
