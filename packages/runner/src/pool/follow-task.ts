import { deserializeError, type SweepdeckError } from '@sweepdeck/core/errors';
import { LayerShapeError } from '@sweepdeck/core/models';
import type { TaskEnding, TaskMessage, TaskReports, TaskResults } from '../worker/protocol/task-message.ts';
import type { TaskKind, TaskOf } from '../worker/protocol/task.ts';
import type { StartedTask, StartOptions, TaskWorkers } from './task-workers.ts';
import { watchSilence } from './watch-silence.ts';

export interface FollowOptions<Kind extends TaskKind> extends Omit<StartOptions, 'receive'> {
  /** How long the worker may say nothing, once the task has begun. */
  readonly limitMs: number;
  /** Gets what the task says on its way. */
  readonly onReport?: (report: TaskReports[Kind]) => void;
  readonly onAlive?: () => void;
}

/** How a task ended. */
export interface TaskEnd<Kind extends TaskKind> {
  /** What it said last; left out where it could not. */
  readonly ending?: TaskEnding<Kind>;
  /** Whether it was silent for too long, and its worker was ended. */
  readonly isTooLate: boolean;
  /** Why its worker died, if it did. */
  readonly death?: unknown;
}

export interface FollowedTask<Kind extends TaskKind> extends Omit<StartedTask, 'ended'> {
  readonly ended: Promise<TaskEnd<Kind>>;
}

/** Starts a task and hands on what it says. A worker that is silent for too long is ended. */
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
    // What a worker says belongs to the kind of its task.
    const message = said as TaskMessage<Kind>;
    watch.heard();
    if (message.type === 'alive') onAlive?.();
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
 * The result of a task that has ended.
 * @param tooLate the error of one that was silent for too long
 * @throws SweepdeckError why there is none
 */
export function resultOf<Kind extends TaskKind>(
  { ending, isTooLate, death }: TaskEnd<Kind>,
  tooLate: () => SweepdeckError,
): TaskResults[Kind] {
  if (ending?.type === 'done') return ending.result;
  // The place of a layer must not get lost on the way.
  if (ending?.layer !== undefined) throw new LayerShapeError(ending.layer);
  if (ending !== undefined) throw deserializeError(ending.error);
  throw isTooLate ? tooLate() : (death ?? new Error('the worker gave no answer'));
}
