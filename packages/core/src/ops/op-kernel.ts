import {
  engine,
  getBackend,
  getKernel,
  type GradConfig,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  type NamedTensorMap,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core';

type Outputs = Tensor | readonly Tensor[];

/**
 * A kernel's name with the types of its inputs and outputs, shared by the op that calls it and the engine that
 * implements it.
 */
export interface OpKernel<Inputs, Attributes, Output extends Outputs> {
  readonly name: string;
  /** Never present; it only carries the types. */
  readonly types?: (inputs: Inputs, attributes: Attributes) => Output;
}

export function opKernel<Inputs, Attributes, Output extends Outputs>(
  name: string,
): OpKernel<Inputs, Attributes, Output> {
  return { name };
}

/** Tells whether the current backend has the kernel; if not, ops compose plain operations. */
export function hasKernel({ name }: { readonly name: string }): boolean {
  return getKernel(name, getBackend()) !== undefined;
}

export function runKernel<Inputs extends object, Attributes extends object, Output extends Outputs>(
  { name }: OpKernel<Inputs, Attributes, Output>,
  inputs: Inputs,
  attributes: Attributes,
): Output {
  // Kernels receive inputs and attributes unchanged, whatever TensorFlow.js's types say.
  const [tensors, values] = [{ ...inputs } as unknown as NamedTensorMap, { ...attributes } as unknown as NamedAttrMap];
  return engine().runKernel(name, tensors, values) as Outputs as Output;
}

/** The inputs of a kernel as a backend sees them. */
export type KernelInputs<Inputs> = { readonly [Name in keyof Inputs]: TensorInfo };

/** The results of a backend's kernel: as many tensors as the op expects. */
export type KernelOutput<Output extends Outputs> = Output extends readonly Tensor[] ? TensorInfo[] : TensorInfo;

/** Reads a call from TensorFlow.js with the types of the kernel. */
export function readKernelCall<Inputs, Attributes, Output extends Outputs>(
  _kernel: OpKernel<Inputs, Attributes, Output>,
  call: { readonly inputs: NamedTensorInfoMap; readonly attrs?: NamedAttrMap | undefined },
): { readonly inputs: KernelInputs<Inputs>; readonly attributes: Attributes } {
  return {
    inputs: call.inputs as unknown as KernelInputs<Inputs>,
    attributes: (call.attrs ?? {}) as unknown as Attributes,
  };
}

type InputGradients<Inputs> = { readonly [Name in keyof Inputs]?: () => Tensor };

/**
 * Makes the gradient of a kernel. `gradient` receives the gradients of its outputs, the saved tensors, and the
 * attributes of the call.
 */
export function opGradient<Inputs, Attributes, Output extends Outputs>(
  kernel: OpKernel<Inputs, Attributes, Output>,
  {
    inputsToSave = [],
    outputsToSave = [],
    gradient,
  }: {
    readonly inputsToSave?: readonly (keyof Inputs & string)[];
    readonly outputsToSave?: readonly boolean[];
    gradient(slopes: Output, saved: Tensor[], attributes: Attributes): InputGradients<Inputs>;
  },
): GradConfig {
  return {
    kernelName: kernel.name,
    inputsToSave: [...inputsToSave],
    outputsToSave: [...outputsToSave],
    gradFunc: (dy, saved, attrs) =>
      gradient(dy as Outputs as Output, saved, attrs as unknown as Attributes) as ReturnType<GradConfig['gradFunc']>,
  };
}
