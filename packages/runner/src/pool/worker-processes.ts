import type { NodeEntry } from '@sweepdeck/core/node-entry';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts';

export interface WorkerProcesses {
  /**
   * Lends a free process to `work`, as soon as there is one.
   * @throws what `work` throws; SweepdeckError `worker-died` after `destroy`
   */
  use<Result>(work: (worker: WorkerProcess) => Promise<Result>): Promise<Result>;
  /** Ends all processes at once; what uses one rejects. */
  destroy(): Promise<void>;
}

/** At most `size` child processes, started when they are first needed and kept, so that each opens its engine once. */
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
      // Whoever goes on from the queue has inherited the place of the one before.
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

/** Why what waited for a worker never began. */
export function endedBefore(): SweepdeckError {
  return new SweepdeckError({
    code: 'worker-died',
    message: 'the worker processes were ended before this began',
    hint: 'The same command tries this trial again.',
  });
}
