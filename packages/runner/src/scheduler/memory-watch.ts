import { setTimeout } from 'node:timers/promises';

/** The memory that a run may use. */
export interface MemoryBudget {
  /** The most that all workers together may use, in bytes. */
  readonly totalBytes: number;
  /** The most that one worker may use, in bytes; an equal share of `totalBytes` when omitted. */
  readonly workerBytes?: number | undefined;
  /** Reads how many bytes the machine has free. */
  readonly availableBytes: () => number;
  /** When less than this is free, no further trial starts beside others. */
  readonly lowBytes: number;
}

export interface MemoryWatchOptions {
  readonly budget: MemoryBudget;
  /** Number of trials that run. */
  readonly running: () => number;
  /** Called once each time that memory becomes short. */
  readonly onShort: (availableBytes: number) => void;
  readonly leave: AbortSignal;
  readonly pollMs?: number;
}

/**
 * Makes a function that waits until a trial may start, because memory is free or nothing else runs, and then begins
 * it before any other can start.
 */
export function createMemoryWatch({
  budget,
  running,
  onShort,
  leave,
  pollMs = 1000,
}: MemoryWatchOptions): <Value>(begin: () => Value) => Promise<Value> {
  let isShort = false;
  return async (begin) => {
    while (running() > 0 && !leave.aborted) {
      const available = budget.availableBytes();
      if (available >= budget.lowBytes) {
        isShort = false;
        break;
      }
      if (!isShort) onShort(available);
      isShort = true;
      await setTimeout(pollMs, undefined, { signal: leave }).catch(() => undefined);
    }
    return begin();
  };
}
