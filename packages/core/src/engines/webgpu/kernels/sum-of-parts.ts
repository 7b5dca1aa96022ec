import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { flatProgram } from './flat-program.ts';
import { wholes } from './webgpu-kernel.ts';

/**
 * Adds partial results, always in the same order, and frees them.
 *
 * @param parts `[parts, ...]`, each with as many values as the result
 */
export function sumOfParts(backend: WebGPUBackend, parts: TensorInfo, outputShape: readonly number[]): TensorInfo {
  const program = flatProgram({
    name: 'sumOfParts',
    inputs: ['parts'],
    outputShape,
    uniforms: 'count : i32,',
    code: `
      var total = 0.0;
      for (var part = 0; part < uniforms.count; part++) {
        total += parts[part * uniforms.size + index];
      }`,
  });
  const sum = backend.runWebGPUProgram(program, [parts], 'float32', [wholes(parts.shape[0] ?? 0)]);
  backend.disposeData(parts.dataId);
  return sum;
}
