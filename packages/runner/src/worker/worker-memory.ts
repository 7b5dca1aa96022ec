import { getHeapStatistics } from 'node:v8';
import { isMainThread } from 'node:worker_threads';
import type { Engine } from '@sweepdeck/core/engines';

/**
 * Returns the memory that this worker uses, in bytes: of the whole process, or of the thread's engine and heap. A
 * thread shares the process and the data with others, so the process's memory would count those too.
 */
export function workerMemory(engine: Engine): number {
  if (isMainThread) return process.memoryUsage.rss();
  return engine.memoryBytes() + getHeapStatistics().total_heap_size;
}
