import type { NodeEntry } from '@sweepdeck/core/node-entry';
import { createTaskPool } from './create-task-pool.ts';
import { createThreadWorkers } from './thread-workers.ts';
import type { TrialPool } from './trial-pool.ts';
import { createWorkerThreads, threadEntry, type WorkerThreads } from './worker-threads.ts';

/** A pool of worker threads of this process. @param threads at least `size`, which are then the pool's to end */
export function createThreadPool(
  size: number,
  entry: NodeEntry = threadEntry,
  threads: WorkerThreads = createWorkerThreads(size, entry),
): TrialPool {
  return createTaskPool(size, createThreadWorkers(threads));
}
