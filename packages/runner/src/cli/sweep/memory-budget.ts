import { machineMemory } from '@sweepdeck/core/engines';
import type { MemoryBudget } from '../../scheduler/memory-watch.ts';

/** Leaves a tenth of the machine's memory to others. */
const usableShare = 0.9;
/** When less than this share of the memory is free, no further trial starts beside others. */
const lowShare = 0.05;

/**
 * Divides the memory of this machine or container.
 * @param workerBytes the most that one worker may use; an equal share when undefined
 */
export function memoryBudget(workerBytes: number | undefined): MemoryBudget {
  const { bytes } = machineMemory();
  return {
    totalBytes: usableShare * bytes,
    workerBytes,
    availableBytes: () => process.availableMemory(),
    lowBytes: lowShare * bytes,
  };
}
