import { matMul, tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { EngineStatus } from '../engine.ts';
import { describeAdapter } from './describe-adapter.ts';
import type { GpuDevice } from './gpu-device.ts';
import { openWebgpu } from './open-webgpu.ts';

/** Computes something on a device and closes it. */
export async function tryGpuDevice(gpu: GpuDevice): Promise<EngineStatus> {
  const engine = await openWebgpu(gpu);
  // Large enough that TensorFlow.js does not compute it on the processor to save the transfer.
  const size = 64;
  const ones = Array<number>(size * size).fill(1);
  const product = tidy(() => matMul(tensor2d(ones, [size, size]), tensor2d(ones, [size, size])));
  const isRight = (await product.data()).every((value) => value === size);
  product.dispose();
  engine.dispose();
  if (isRight) return describeAdapter(gpu.info, gpu.device.limits);
  return { works: false, reason: 'a matrix product is wrong', hint: 'Update the driver of the GPU.' };
}
