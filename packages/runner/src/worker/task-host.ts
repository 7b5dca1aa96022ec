import type { DatasetProvider } from '@sweepdeck/core/datasets';
import type { StopSignal } from '@sweepdeck/core/training';

/** Receives the messages of the work on a thread or in a process, and can end the worker. */
export interface WorkerHost<Message> {
  post(message: Message): void;
  /** Ends this worker at once. Messages that were posted before still arrive. */
  end(): void;
}

/** The surroundings of a task on a worker. */
export interface TaskHost<Message> extends WorkerHost<Message> {
  readonly datasets: DatasetProvider;
  readonly signal: StopSignal;
}
