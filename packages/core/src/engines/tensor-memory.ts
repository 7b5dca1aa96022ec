import { memory } from '@tensorflow/tfjs-core';

export interface TensorMemory {
  /** Number of tensors that are alive on this thread. */
  readonly count: number;
  readonly bytes: number;
}

/** Returns the tensors that the thread's current engine holds. */
export function tensorMemory(): TensorMemory {
  const { numTensors, numBytes } = memory();
  return { count: numTensors, bytes: numBytes };
}
