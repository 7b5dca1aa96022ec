import type { MessagePort } from 'node:worker_threads';
import type { Dataset } from '@sweepdeck/core/datasets';
import type { Task } from './task.ts';

/** What a worker thread is called with: a task, and what only threads of one process share. */
export interface ThreadRequest {
  readonly task: Task;
  /** The data that the task names, in shared memory. */
  readonly dataset: Dataset;
  /** One Int32, 0 until the task shall stop; polled between batches. */
  readonly stopFlag: Int32Array<SharedArrayBuffer>;
  /** Carries `TaskMessage`s back; one port for each task. */
  readonly port: MessagePort;
  /** Of an `OutputLog`, for what is printed meanwhile; left out: that goes to stderr. */
  readonly output?: SharedArrayBuffer;
}
