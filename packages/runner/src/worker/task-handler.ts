import type { Dataset } from '@sweepdeck/core/datasets';
import type { Engine } from '@sweepdeck/core/engines';
import type { StopSignal } from '@sweepdeck/core/training';
import type { AliveMessage, TaskReports, TaskResults } from './protocol/task-message.ts';
import type { TaskKind, TaskOf } from './protocol/task.ts';

export interface TaskContext<Kind extends TaskKind> {
  readonly dataset: Dataset;
  /** Open on this thread. */
  readonly engine: Engine;
  readonly signal: StopSignal;
  readonly post: (message: AliveMessage | TaskReports[Kind]) => void;
  /** A sign of life, posted where nothing was for a while. */
  readonly beat: () => void;
}

/** How a worker does one kind of task. */
export interface TaskHandler<Kind extends TaskKind> {
  /** For errors, of a configuration: `trained`, `was tried`. */
  readonly doing: string;
  /** @throws why the task failed */
  perform(task: TaskOf<Kind>, context: TaskContext<Kind>): Promise<TaskResults[Kind]>;
}
