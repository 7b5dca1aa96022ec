import { findEngine } from '@sweepdeck/core/engines';
import { createProcessPool } from './create-process-pool.ts';
import { createThreadPool } from './create-thread-pool.ts';
import type { TrialPool } from './trial-pool.ts';
import type { WorkerThreads } from './worker-threads.ts';

/**
 * Creates a pool of workers for an engine: threads, or processes for an engine that needs a process of its own.
 *
 * @param threads at least `size` threads that were started early; unused by an engine with processes
 *
 * @throws SweepdeckError `unknown-engine`
 */
export function createPool(engineName: string, size: number, threads?: WorkerThreads): TrialPool {
  if (findEngine(engineName).isolation === 'process') return createProcessPool(size);
  return createThreadPool(size, undefined, threads);
}
