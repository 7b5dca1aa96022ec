import { nodeEntry, type NodeEntry } from '@sweepdeck/core/node-entry';
import { deserializeError } from '@sweepdeck/core/errors';
import type { OutputLog } from '../output/output-log.ts';
import type { TrialTask } from '../worker/protocol.ts';
import { followTrial } from './follow-trial.ts';
import { isLater } from './is-later.ts';
import { defaultStepTimeoutMs, stepTimeout } from './step-timeout.ts';
import type { OnTrialEvent, TrialOutcome, TrialPool } from './trial-pool.ts';
import type { WorkerProcess } from './worker-process.ts';
import { createWorkerProcesses } from './worker-processes.ts';

/** A trial that runs, or waits for a free process. */
interface Run {
  isStopped: boolean;
  worker?: WorkerProcess;
}

/**
 * A pool of child processes, for engines whose native code crashes in threads or may end its process. Each process holds
 * a copy of the dataset, sent through a pipe before its first trial: its size in memory once for each worker.
 */
export function createProcessPool(
  size: number,
  entry: NodeEntry = nodeEntry(import.meta.url, '../worker/process-entry'),
): TrialPool {
  const processes = createWorkerProcesses(size, entry);
  const running = new Map<Run, Promise<unknown>>();

  async function runTrial(
    task: TrialTask,
    run: Run,
    onEvent: OnTrialEvent,
    output: OutputLog | undefined,
  ): Promise<TrialOutcome> {
    const trial = followTrial(onEvent, {
      stop: () => stop(run),
      end: () => void run.worker?.end(),
      stepTimeoutMs: task.stepTimeoutMs ?? defaultStepTimeoutMs,
    });
    let death: unknown;
    try {
      await processes.use((worker) => {
        const trained = worker.train(task, trial.receive, output);
        run.worker = worker;
        if (run.isStopped) worker.stop();
        return trained;
      });
    } catch (error) {
      death = error;
    }
    return trial.outcome(death);
  }

  return {
    size,
    run(task, onEvent, output) {
      const run: Run = { isStopped: false };
      const ended = runTrial(task, run, onEvent, output).finally(() => running.delete(run));
      running.set(run, ended);
      return ended;
    },
    async measure(request, output) {
      const reply = await processes.use((worker) => withLimit(worker, worker.measure(request, output)));
      if (reply.type === 'failed') throw deserializeError(reply.error);
      return reply.times;
    },
    async stopAll(graceMs) {
      for (const run of running.keys()) stop(run);
      const ended = Promise.allSettled(running.values());
      if (await isLater(ended, graceMs)) {
        await processes.destroy();
        await ended;
      }
    },
    close: () => processes.destroy(),
  };
}

/** @throws SweepdeckError `step-timeout` when the worker has not answered in time and was ended */
async function withLimit<Reply>(worker: WorkerProcess, reply: Promise<Reply>): Promise<Reply> {
  if (
    await isLater(
      reply.catch(() => undefined),
      defaultStepTimeoutMs,
    )
  ) {
    await worker.end();
    await reply.catch(() => undefined);
    throw stepTimeout(defaultStepTimeoutMs);
  }
  return reply;
}

function stop(run: Run): void {
  run.isStopped = true;
  run.worker?.stop();
}
