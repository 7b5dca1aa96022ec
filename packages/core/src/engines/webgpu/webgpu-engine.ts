import type { Engine, EngineDefinition } from '../engine.ts';
import { checkInProcess } from './check-in-process.ts';
import { openGpuDevice } from './gpu-device.ts';
import { hasGpuDevice } from './has-gpu-device.ts';
import { openWebgpu } from './open-webgpu.ts';

let opened: Promise<Engine> | undefined;

async function start(): Promise<Engine> {
  const engine = await openWebgpu(await openGpuDevice());
  return {
    ...engine,
    dispose() {
      if (opened === undefined) return;
      opened = undefined;
      engine.dispose();
    },
  };
}

/** TensorFlow.js on WebGPU, through Dawn: Vulkan on Linux, Metal on macOS, Direct3D 12 on Windows. One per thread. */
export const webgpuEngine: EngineDefinition = {
  name: 'webgpu',
  summary: 'Any GPU with a Vulkan, Metal or Direct3D 12 driver, without an installation; one worker',
  isolation: 'thread',
  maxWorkers: 1,
  mayBeCandidate: hasGpuDevice,
  check: checkInProcess,
  async open(): Promise<Engine> {
    if (opened === undefined) {
      opened = start();
      opened.catch(() => (opened = undefined));
    }
    const engine = await opened;
    await engine.makeCurrent();
    return engine;
  },
};
