// Runs in a process of its own: `check-in-process.ts` starts it and waits for its single message.
import { serializeError } from '../../errors/index.ts';
import type { EngineStatus } from '../engine.ts';
import { watchParent } from '../watch-parent.ts';
import { openGpuDevice } from './gpu-device.ts';

async function check(): Promise<EngineStatus> {
  try {
    const gpu = await openGpuDevice();
    // Loaded only if there is a GPU; without one, the answer takes a fraction of the time.
    const { tryGpuDevice } = await import('./try-gpu-device.ts');
    return await tryGpuDevice(gpu);
  } catch (error) {
    const { message, hint } = serializeError(error);
    return { works: false, reason: message, hint: hint ?? 'Update the driver of the GPU.' };
  }
}

watchParent();
const status = await check();
process.send?.(status, () => process.disconnect());
