import { findEngine } from '@sweepdeck/core/engines';
import { createProcessPool } from './create-process-pool.ts';
import { createThreadPool } from './create-thread-pool.ts';
import type { TrialPool } from './trial-pool.ts';
import type { WorkerThreads } from './worker-threads.ts';

/**
 * A pool of workers for an engine: threads, or processes for an engine that must have one to itself.
 * @param threads at least `size` that were started ahead; an engine with processes has no use for them
 * @throws SweepdeckError `unknown-engine`
 */
export function createPool(engineName: string, size: number, threads?: WorkerThreads): TrialPool {
  if (findEngine(engineName).isolation === 'process') return createProcessPool(size);
  return createThreadPool(size, undefined, threads);
}
