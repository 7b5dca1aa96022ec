import type { Dataset } from '@sweepdeck/core/datasets';
import type { Engine } from '@sweepdeck/core/engines';
import type { StopSignal } from '@sweepdeck/core/training';
import type { AliveMessage, TaskReports, TaskResults } from './protocol/task-message.ts';
import type { TaskKind, TaskOf } from './protocol/task.ts';

export interface TaskContext<Kind extends TaskKind> {
  readonly dataset: Dataset;
  /** The engine that is open on this thread. */
  readonly engine: Engine;
  readonly signal: StopSignal;
  readonly post: (message: AliveMessage | TaskReports[Kind]) => void;
  /** Posts a sign of life unless one was posted recently. */
  readonly beat: () => void;
}

/** Performs one kind of task. */
export interface TaskHandler<Kind extends TaskKind> {
  /** A verb for error messages about the configuration: `trained`, `was tried`. */
  readonly doing: string;
  /**
   * Performs the task and returns its result.
   * @throws the reason when it fails
   */
  perform(task: TaskOf<Kind>, context: TaskContext<Kind>): Promise<TaskResults[Kind]>;
}
