import type { MessagePort } from 'node:worker_threads';
import type { Dataset } from '@sweepdeck/core/datasets';
import type { Task } from './task.ts';

/** The argument of a worker thread: a task, and values that only threads of one process can share. */
export interface ThreadRequest {
  readonly task: Task;
  /** The data that the task names, in shared memory. */
  readonly dataset: Dataset;
  /** One Int32: 0 until the task should stop. Polled between batches. */
  readonly stopFlag: Int32Array<SharedArrayBuffer>;
  /** Carries `TaskMessage`s back. Each task has its own port. */
  readonly port: MessagePort;
  /** Memory of an `OutputLog` for the task's output; output goes to stderr when omitted. */
  readonly output?: SharedArrayBuffer;
}
