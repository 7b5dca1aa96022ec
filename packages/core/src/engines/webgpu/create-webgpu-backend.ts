import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { SweepdeckError } from '../../errors/index.ts';
import type { GpuDevice } from './gpu-device.ts';

/** Creates the backend on a device. Failures of the device are reported when values are read. */
export async function createWebgpuBackend({ gpu, device, info }: GpuDevice): Promise<WebGPUBackend> {
  // Loaded here, because it registers hundreds of kernels, which threads of other engines do not need.
  const tensorflowWebgpu = await import('@tensorflow/tfjs-backend-webgpu');
  let lost: string | undefined;
  void device.lost.then(({ message, reason }) => {
    if (reason !== 'destroyed') lost = message;
  });
  // The device reports errors separately from the calls that cause them, and such calls compute zeros.
  let error: string | undefined;
  device.addEventListener('uncapturederror', (event) => (error ??= event.error.message));
  const assertWorking = (): void => {
    const failure = lost ?? error;
    // Reported once: the next trial may not run into it.
    error = undefined;
    if (failure === undefined) return;
    throw new SweepdeckError({
      code: 'engine-failed',
      message: `the GPU failed: ${failure}`,
      hint: 'A smaller batch needs less of its memory; `engine: wasm` needs no GPU.',
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

    /** Runs without timing: `profile` asks for times that are not used here, and a device without timers would warn. */
    override time(run: () => void): ReturnType<WebGPUBackend['time']> {
      run();
      return Promise.resolve({ uploadWaitMs: 0, downloadWaitMs: 0, kernelMs: 0, wallMs: 0 });
    }
  }
  return withNavigator(gpu, () => new CheckedBackend(device, info));
}

/** The backend only checks that `navigator.gpu` exists; a permanent global would keep the process alive. */
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
