import { memory } from '@tensorflow/tfjs-core';

export interface TensorMemory {
  /** Tensors that are alive on this thread. */
  readonly count: number;
  readonly bytes: number;
}

/** What the current engine of this thread holds for tensors. */
export function tensorMemory(): TensorMemory {
  const { numTensors, numBytes } = memory();
  return { count: numTensors, bytes: numBytes };
}
