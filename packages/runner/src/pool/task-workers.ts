import type { Dataset } from '@sweepdeck/core/datasets';
import type { OutputLog } from '../output/output-log.ts';
import type { TaskMessage } from '../worker/protocol/task-message.ts';
import type { Task } from '../worker/protocol/task.ts';

export interface StartOptions {
  /** The data that the task names. */
  readonly dataset: Dataset;
  /** Receives the worker's messages, in order. */
  readonly receive: (message: TaskMessage) => void;
  /** Receives the task's output; output goes to stderr when undefined. */
  readonly output: OutputLog | undefined;
}

export interface StartedTask {
  /** Resolves after the last message, with the reason if the worker died. */
  readonly ended: Promise<{ readonly death?: unknown }>;
  /** Asks the task to stop. */
  stop(): void;
  /** Ends the worker at once. A task that still waits for a worker never begins. */
  end(): void;
}

/** Workers of one kind. This is all that a pool knows of threads, processes or other machines. */
export interface TaskWorkers {
  /** Gives a task to a worker as soon as one is free. */
  start(task: Task, options: StartOptions): StartedTask;
  /** Ends all workers at once. */
  destroy(): Promise<void>;
}
