import type { Dataset } from '@sweepdeck/core/datasets';
import type { OutputLog } from '../output/output-log.ts';
import type { TaskMessage } from '../worker/protocol/task-message.ts';
import type { Task } from '../worker/protocol/task.ts';

export interface StartOptions {
  /** The data that the task names. */
  readonly dataset: Dataset;
  /** Gets what the worker says, in order. */
  readonly receive: (message: TaskMessage) => void;
  /** Gets what is printed meanwhile; left out: that goes to stderr. */
  readonly output: OutputLog | undefined;
}

export interface StartedTask {
  /** Resolves when no more messages come, and says why the worker died, if it did. */
  readonly ended: Promise<{ readonly death?: unknown }>;
  /** Asks the task to stop. */
  stop(): void;
  /** Ends its worker at once; where it still waits for one, it never begins. */
  end(): void;
}

/** Workers of one kind: all that a pool must know of threads, processes or other machines. */
export interface TaskWorkers {
  /** Hands a task to a worker as soon as one is free. */
  start(task: Task, options: StartOptions): StartedTask;
  /** Ends all workers at once. */
  destroy(): Promise<void>;
}
