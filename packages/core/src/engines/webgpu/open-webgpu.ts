import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { registerBackend } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine.ts';
import { closeBackend, makeBackendCurrent, openBackend } from '../tensorflow-backend.ts';
import { createWebgpuBackend } from './create-webgpu-backend.ts';
import { describeAdapter } from './describe-adapter.ts';
import type { GpuDevice } from './gpu-device.ts';
import { registerKernels } from './register-kernels.ts';

/** Opens the engine on an open device. Disposing the engine closes the device. */
export async function openWebgpu(gpu: GpuDevice): Promise<Engine> {
  registerBackend('webgpu', () => createWebgpuBackend(gpu));
  const backend = (await openBackend('webgpu')) as WebGPUBackend;
  registerKernels();
  const { device, numericsVersion } = describeAdapter(gpu.info, gpu.device.limits);
  return {
    name: 'webgpu',
    numericsVersion,
    device,
    reads: 'deferred',
    makeCurrent: () => makeBackendCurrent('webgpu'),
    memoryBytes: () => backend.memory().numBytesAllocatedInGPU,
    dispose() {
      closeBackend('webgpu');
      gpu.device.destroy();
    },
  };
}
