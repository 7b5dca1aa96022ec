import type { TaskWorkers } from './task-workers.ts';
import type { WorkerProcess } from './worker-process.ts';
import { endedBefore, type WorkerProcesses } from './worker-processes.ts';

/** Uses child processes as workers. */
export function createProcessWorkers(processes: WorkerProcesses): TaskWorkers {
  return {
    start(task, { dataset, receive, output }) {
      let worker: WorkerProcess | undefined;
      let isStopped = false;
      let isEnded = false;
      const ended = processes
        .use(async (free) => {
          if (isEnded) throw endedBefore();
          worker = free;
          const performed = free.perform(task, dataset, receive, output);
          if (isStopped) free.stop();
          await performed;
        })
        .then(
          () => ({}),
          (death: unknown) => ({ death }),
        )
        .finally(() => (worker = undefined));
      return {
        ended,
        stop() {
          isStopped = true;
          worker?.stop();
        },
        end() {
          isEnded = true;
          void worker?.end();
        },
      };
    },
    destroy: () => processes.destroy(),
  };
}
