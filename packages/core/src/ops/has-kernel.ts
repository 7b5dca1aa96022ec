import { getBackend, getKernel } from '@tensorflow/tfjs-core';

/** Whether the current backend has a kernel of that name: ops compose plain operations where it has not. */
export function hasKernel(name: string): boolean {
  return getKernel(name, getBackend()) !== undefined;
}
