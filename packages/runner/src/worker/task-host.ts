import type { DatasetProvider } from '@sweepdeck/core/datasets';
import type { StopSignal } from '@sweepdeck/core/training';

/** What takes the messages of the work on a thread or in a process, and may end it. */
export interface WorkerHost<Message> {
  post(message: Message): void;
  /** Ends this worker at once. What was posted before arrives. */
  end(): void;
}

/** Where a task runs, and for whom. */
export interface TaskHost<Message> extends WorkerHost<Message> {
  readonly datasets: DatasetProvider;
  readonly signal: StopSignal;
}
