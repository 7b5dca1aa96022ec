import { deserializeError, type SweepdeckError } from '@sweepdeck/core/errors';
import { LayerShapeError } from '@sweepdeck/core/models';
import type {
  AliveMessage,
  TaskEnding,
  TaskMessage,
  TaskReports,
  TaskResults,
} from '../worker/protocol/task-message.ts';
import type { TaskKind, TaskOf } from '../worker/protocol/task.ts';
import type { StartedTask, StartOptions, TaskWorkers } from './task-workers.ts';
import { watchSilence } from './watch-silence.ts';

export interface FollowOptions<Kind extends TaskKind> extends Omit<StartOptions, 'receive'> {
  /** How long the worker may be silent after the task has begun. */
  readonly limitMs: number;
  /** Receives the task's reports. */
  readonly onReport?: (report: TaskReports[Kind]) => void;
  readonly onAlive?: (message: AliveMessage) => void;
}

/** How a task ended. */
export interface TaskEnd<Kind extends TaskKind> {
  /** The task's last message; undefined when it could not send one. */
  readonly ending?: TaskEnding<Kind>;
  /** True when the worker was silent for too long and was ended. */
  readonly isTooLate: boolean;
  /** The reason why the worker died, if it did. */
  readonly death?: unknown;
}

export interface FollowedTask<Kind extends TaskKind> extends Omit<StartedTask, 'ended'> {
  readonly ended: Promise<TaskEnd<Kind>>;
}

/** Starts a task and passes on its reports. Ends a worker that is silent for too long. */
export function followTask<Kind extends TaskKind>(
  workers: TaskWorkers,
  task: TaskOf<Kind>,
  { limitMs, onReport, onAlive, ...options }: FollowOptions<Kind>,
): FollowedTask<Kind> {
  let ending: TaskEnding<Kind> | undefined;
  let isTooLate = false;
  const watch = watchSilence(limitMs, () => {
    isTooLate = true;
    started.end();
  });
  const receive = (said: TaskMessage): void => {
    // The kind of a message follows from the kind of the task.
    const message = said as TaskMessage<Kind>;
    watch.heard();
    if (message.type === 'alive') onAlive?.(message);
    else if (message.type !== 'done' && message.type !== 'failed') onReport?.(message);
    else if (!isTooLate) ending ??= message;
  };
  const started = workers.start(task, { ...options, receive });
  return {
    ...started,
    ended: started.ended.then(({ death }) => {
      watch.close();
      return { isTooLate, death, ...(ending === undefined ? {} : { ending }) };
    }),
  };
}

/**
 * Returns the result of a task that has ended.
 *
 * @param tooLate the error for a task whose worker was silent for too long
 *
 * @throws SweepdeckError when there is no result
 */
export function resultOf<Kind extends TaskKind>(
  { ending, isTooLate, death }: TaskEnd<Kind>,
  tooLate: () => SweepdeckError,
): TaskResults[Kind] {
  if (ending?.type === 'done') return ending.result;
  // Keeps the layer's place in the file with the error.
  if (ending?.layer !== undefined) throw new LayerShapeError(ending.layer);
  if (ending !== undefined) throw deserializeError(ending.error);
  throw isTooLate ? tooLate() : (death ?? new Error('the worker gave no answer'));
}
