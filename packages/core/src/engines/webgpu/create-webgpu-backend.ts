import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { SweepdeckError } from '../../errors/index.ts';
import type { GpuDevice } from './gpu-device.ts';

/** The backend on a device, with the failures of the device told when values are read. */
export async function createWebgpuBackend({ gpu, device, info }: GpuDevice): Promise<WebGPUBackend> {
  // Only here, because it registers hundreds of kernels, which the threads of other engines do without.
  const tensorflowWebgpu = await import('@tensorflow/tfjs-backend-webgpu');
  let lost: string | undefined;
  void device.lost.then(({ message, reason }) => {
    if (reason !== 'destroyed') lost = message;
  });
  // The device reports errors beside the calls that cause them, and what those compute is zeros.
  let error: string | undefined;
  device.addEventListener('uncapturederror', (event) => (error ??= event.error.message));
  const assertWorking = (): void => {
    const failure = lost ?? error;
    // Told once: the next trial may do without what failed.
    error = undefined;
    if (failure === undefined) return;
    throw new SweepdeckError({
      code: 'engine-failed',
      message: `the GPU failed: ${failure}`,
      hint: 'A smaller batch needs less of its memory; `engine: wasm` does without a GPU.',
    });
  };
  class CheckedBackend extends tensorflowWebgpu.WebGPUBackend {
    override async read(dataId: object): ReturnType<WebGPUBackend['read']> {
      const values = await super.read(dataId).catch((cause: unknown) => {
        assertWorking();
        throw cause;
      });
      assertWorking();
      return values;
    }

    /** Runs it: `profile` asks for times that we have no use for, and a device without timers would warn. */
    override time(run: () => void): ReturnType<WebGPUBackend['time']> {
      run();
      return Promise.resolve({ uploadWaitMs: 0, downloadWaitMs: 0, kernelMs: 0, wallMs: 0 });
    }
  }
  return withNavigator(gpu, () => new CheckedBackend(device, info));
}

/** The backend looks for `navigator.gpu`, only to know that there is one; a global one would keep the process alive. */
function withNavigator<T>(gpu: GPU, action: () => T): T {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  try {
    return action();
  } finally {
    if (before === undefined) Reflect.deleteProperty(globalThis, 'navigator');
    else Object.defineProperty(globalThis, 'navigator', before);
  }
}
