import type { WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';

const workgroupSize = 64;

export interface FlatProgram {
  /** Unique per code. */
  readonly name: string;
  /** Names of the inputs in the code, which indexes them flat, row major. */
  readonly inputs: readonly string[];
  readonly outputShape: readonly number[];
  /** WGSL: `a : f32, b : f32,`. `uniforms.size` is the number of results. */
  readonly uniforms: string;
  /** WGSL statements that assign `total`, the result at `index`. */
  readonly code: string;
}

/** Makes a program whose invocations each compute one result from the flat inputs. */
export function flatProgram({ name, inputs, outputShape, uniforms, code }: FlatProgram): WebGPUProgram {
  const size = outputShape.reduce((product, length) => product * length, 1);
  return {
    variableNames: [...inputs],
    outputShape: [...outputShape],
    uniforms,
    shaderKey: `sweepdeck_${name}`,
    workgroupSize: [workgroupSize, 1, 1],
    dispatchLayout: { x: outputShape.map((_, axis) => axis) },
    dispatch: [Math.ceil(size / workgroupSize), 1, 1],
    size: true,
    getUserCode: () => `
      fn main(index : i32) {
        if (index < uniforms.size) {
          ${code}
          result[index] = total;
        }
      }`,
  };
}
