import { nodeEntry, type NodeEntry } from '@sweepdeck/core/node-entry';
import { createTaskPool } from './create-task-pool.ts';
import { createProcessWorkers } from './process-workers.ts';
import type { TrialPool } from './trial-pool.ts';
import { createWorkerProcesses } from './worker-processes.ts';

/**
 * Creates a pool of child processes, for engines whose native code crashes in threads or may end its process. Each
 * process holds its own copy of the dataset, which it receives through a pipe before its first trial.
 */
export function createProcessPool(
  size: number,
  entry: NodeEntry = nodeEntry(import.meta.url, '../worker/process-entry'),
): TrialPool {
  return createTaskPool(size, createProcessWorkers(createWorkerProcesses(size, entry)));
}
