import { constants } from 'node:buffer';
import { memory, sum, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { Engine, EngineDefinition, EngineStatus } from '../engine.ts';
import { closeBackend, makeBackendCurrent, openBackend } from '../tensorflow-backend.ts';

const device = 'TensorFlow.js cpu';
const numericsVersion = 'cpu-3';

/**
 * The plain JavaScript backend: the reference that other engines are tested against. About a thousand times slower
 * than `wasm`.
 */
export const cpuEngine: EngineDefinition = {
  name: 'cpu',
  summary: 'Plain JavaScript; the reference for tests, far too slow for sweeps',
  isolation: 'thread',
  // Limit of typed arrays, which are outside the JavaScript heap.
  memory: { of: 'machine', mostTensorBytes: constants.MAX_LENGTH },
  mayBeCandidate: () => false,
  async check(): Promise<EngineStatus> {
    await cpuEngine.open();
    const total = tidy(() => sum(tensor1d([1, 2])).dataSync()[0]);
    return total === 3
      ? { works: true, device, numericsVersion, isCandidate: false }
      : { works: false, reason: 'a sum is wrong', hint: 'Reinstall the packages.' };
  },
  async open(): Promise<Engine> {
    // Imported here, so that only this engine's users load the library.
    await import('@tensorflow/tfjs-backend-cpu');
    await openBackend('cpu');
    return {
      name: 'cpu',
      numericsVersion,
      device,
      reads: 'immediate',
      makeCurrent: () => makeBackendCurrent('cpu'),
      memoryBytes: () => memory().numBytes,
      dispose: () => closeBackend('cpu'),
    };
  },
};
