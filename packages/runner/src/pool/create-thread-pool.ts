import type { NodeEntry } from '@sweepdeck/core/node-entry';
import { createTaskPool } from './create-task-pool.ts';
import { createThreadWorkers } from './thread-workers.ts';
import type { TrialPool } from './trial-pool.ts';
import { createWorkerThreads, threadEntry, type WorkerThreads } from './worker-threads.ts';

/**
 * Creates a pool of worker threads in this process.
 * @param threads at least `size` threads; the pool owns and ends them
 */
export function createThreadPool(
  size: number,
  entry: NodeEntry = threadEntry,
  threads: WorkerThreads = createWorkerThreads(size, entry),
): TrialPool {
  return createTaskPool(size, createThreadWorkers(threads));
}
