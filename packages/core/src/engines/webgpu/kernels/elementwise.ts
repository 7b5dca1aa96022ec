import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { flatProgram } from './flat-program.ts';
import { reals } from './webgpu-kernel.ts';

/**
 * Returns a new tensor with the WGSL `formula` applied to the values at each place.
 *
 * @param inputs tensors of one shape, by their names in the formula
 *
 * @param scalars scalars, by their names in the formula
 */
export function elementwise(
  backend: WebGPUBackend,
  formula: string,
  inputs: readonly (readonly [name: string, tensor: TensorInfo])[],
  scalars: Readonly<Record<string, number>>,
): TensorInfo {
  const names = Object.keys(scalars);
  const program = flatProgram({
    name: `elementwise ${formula}`,
    inputs: inputs.map(([name]) => `${name}Values`),
    outputShape: inputs[0]?.[1].shape ?? [],
    uniforms: names.map((name) => `${name} : f32,`).join(' '),
    code: [
      ...inputs.map(([name]) => `let ${name} = ${name}Values[index];`),
      ...names.map((name) => `let ${name} = uniforms.${name};`),
      `let total = ${formula};`,
    ].join('\n'),
  });
  return backend.runWebGPUProgram(
    program,
    inputs.map(([, tensor]) => tensor),
    'float32',
    names.map((name) => reals(scalars[name] ?? 0)),
  );
}
