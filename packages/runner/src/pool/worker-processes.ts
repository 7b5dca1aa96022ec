import type { NodeEntry } from '@sweepdeck/core/node-entry';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts';

export interface WorkerProcesses {
  /**
   * Lends a process to `work` as soon as one is free.
   *
   * @throws any error of `work`; SweepdeckError `worker-died` after `destroy`
   */
  use<Result>(work: (worker: WorkerProcess) => Promise<Result>): Promise<Result>;
  /** Ends all processes at once; calls that use one reject. */
  destroy(): Promise<void>;
}

/**
 * Creates at most `size` child processes. Each starts when it is first needed and is kept, so that it opens its
 * engine once.
 */
export function createWorkerProcesses(size: number, entry: NodeEntry): WorkerProcesses {
  const free: WorkerProcess[] = [];
  const all = new Set<WorkerProcess>();
  const queue: (() => void)[] = [];
  let inUse = 0;
  let isDestroyed = false;

  const take = (): WorkerProcess => {
    const worker = free.pop();
    if (worker?.isAlive === true) return worker;
    if (worker !== undefined) all.delete(worker);
    const started = startWorkerProcess(entry);
    all.add(started);
    return started;
  };

  return {
    async use(work) {
      if (inUse >= size) await new Promise<void>((resolve) => queue.push(resolve));
      else inUse++;
      // A call that waited in the queue takes over the slot of the call that released it.
      try {
        if (isDestroyed) throw endedBefore();
        const worker = take();
        try {
          return await work(worker);
        } finally {
          if (worker.isAlive) free.push(worker);
          else all.delete(worker);
        }
      } finally {
        const next = queue.shift();
        if (next === undefined) inUse--;
        else next();
      }
    },
    async destroy() {
      isDestroyed = true;
      await Promise.all([...all].map((worker) => worker.end()));
    },
  };
}

/** Makes the error for a call that was still waiting for a worker. */
export function endedBefore(): SweepdeckError {
  return new SweepdeckError({
    code: 'worker-died',
    message: 'the worker processes were ended before this began',
    hint: 'Run the same command to retry this trial.',
  });
}
