import type { MessagePort } from 'node:worker_threads';
import { nodeEntry, type NodeEntry } from '@sweepdeck/core/node-entry';
import { clipText, describeThrown, SweepdeckError } from '@sweepdeck/core/errors';
import { Piscina } from 'piscina';

export interface ThreadCallOptions {
  readonly transfer?: readonly MessagePort[];
  readonly name?: string;
  /** Ends the thread of this call at once; another thread takes its place. */
  readonly end?: AbortSignal;
}

export interface WorkerThreads {
  /** Starts the threads before the first call, so that they load their modules early. */
  start(): void;
  /**
   * Calls the worker module's default export, or the export `name`, in a free thread.
   *
   * @throws SweepdeckError `worker-died` when the thread ends before the call does
   */
  call(argument: object, options?: ThreadCallOptions): Promise<unknown>;
  /** Ends all threads at once; running calls reject. */
  destroy(): Promise<void>;
}

/** The module that a worker thread runs. */
export const threadEntry: NodeEntry = nodeEntry(import.meta.url, '../worker/entry');

/**
 * Creates a fixed number of threads. They start with the first call at the latest and are kept, so that each opens
 * its engine once.
 */
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
      // An idle worker that waits on an atomic would not flush its output.
      atomics: 'disabled',
      recordTiming: false,
    });
    // A thread that cannot start is not replaced, and its queued calls would wait for ever.
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
      ? 'Use fewer --workers or a smaller training.batch_size. Then run the same command to retry this trial.'
      : 'Run the same command to retry this trial.',
    cause,
  });
}
