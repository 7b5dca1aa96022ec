import type { MessagePort } from 'node:worker_threads';
import { nodeEntry, type NodeEntry } from '@sweepdeck/core/node-entry';
import { clipText, describeThrown, SweepdeckError } from '@sweepdeck/core/errors';
import { Piscina } from 'piscina';

export interface ThreadCallOptions {
  readonly transfer?: readonly MessagePort[];
  readonly name?: string;
  /** Ends the thread of this call at once; another one takes its place. */
  readonly end?: AbortSignal;
}

export interface WorkerThreads {
  /** Starts them ahead of the first call: they load their modules meanwhile. */
  start(): void;
  /**
   * Calls the worker module's export (its default one, or `name`) in a free thread.
   * @throws SweepdeckError `worker-died` when the thread ends before the call does
   */
  call(argument: object, options?: ThreadCallOptions): Promise<unknown>;
  /** Ends all threads at once; running calls reject. */
  destroy(): Promise<void>;
}

/** The module that a worker thread runs. */
export const threadEntry: NodeEntry = nodeEntry(import.meta.url, '../worker/entry');

/** A fixed number of threads, started by the first call, if not before, and kept, so that each opens its engine once. */
export function createWorkerThreads(size: number, entry: NodeEntry = threadEntry): WorkerThreads {
  let piscina: Piscina | undefined;
  const waiting = new Set<(error: Error) => void>();

  const begin = (): Piscina => {
    const started = new Piscina({
      filename: entry.filename,
      execArgv: [...entry.execArgv],
      minThreads: size,
      maxThreads: size,
      concurrentTasksPerWorker: 1,
      // Waiting on an atomic would keep an idle worker from flushing what it printed.
      atomics: 'disabled',
      recordTiming: false,
    });
    // Threads that cannot even start are not replaced, and what is queued for them would wait for ever.
    started.on('error', (error: Error) => {
      if (started.threads.length > 0) return;
      for (const reject of waiting) reject(error);
    });
    return started;
  };

  return {
    start() {
      piscina ??= begin();
    },
    async call(argument, { transfer = [], name, end } = {}) {
      piscina ??= begin();
      const task: Promise<unknown> = piscina.run(argument, {
        transferList: [...transfer],
        name: name ?? null,
        signal: end ?? null,
      });
      let stopWaiting = (_: Error): void => undefined;
      const cannotStart = new Promise<never>((_, reject) => {
        stopWaiting = reject;
      });
      waiting.add(stopWaiting);
      try {
        return await Promise.race([task, cannotStart]);
      } catch (error) {
        throw workerDied(error);
      } finally {
        waiting.delete(stopWaiting);
      }
    },
    async destroy() {
      await piscina?.destroy();
    },
  };
}

function workerDied(cause: unknown): SweepdeckError {
  const reason = describeThrown(cause);
  return new SweepdeckError({
    code: 'worker-died',
    message: clipText(`the worker thread ended unexpectedly: ${reason}`),
    hint: /memory|heap/i.test(reason)
      ? 'Use fewer --workers or a smaller training.batch_size; the same command tries this trial again.'
      : 'The same command tries this trial again.',
    cause,
  });
}
