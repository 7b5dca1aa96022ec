import { engineFailureOf } from '@sweepdeck/core/engines';
import { serializeError } from '@sweepdeck/core/errors';
import { LayerShapeError } from '@sweepdeck/core/models';
import { checkTrial } from './check-trial.ts';
import { engineOfThread, type EngineOfThread } from './engine-of-thread.ts';
import { isWorn } from './is-worn.ts';
import { measureTrial } from './measure-trial.ts';
import type { TaskEnding, TaskMessage } from './protocol/task-message.ts';
import type { Task, TaskKind } from './protocol/task.ts';
import { runRange } from './run-range.ts';
import type { TaskHandler } from './task-handler.ts';
import type { TaskHost } from './task-host.ts';
import { trainTrial } from './train-trial.ts';
import { workerMemory } from './worker-memory.ts';
import { watchModules } from './watch-modules.ts';

const handlers: { readonly [Kind in TaskKind]: TaskHandler<Kind> } = {
  train: trainTrial,
  measure: measureTrial,
  check: checkTrial,
  'range-test': runRange,
};

const signOfLifeMs = 250;
const memoryMs = 1000;

/** Performs one task of any kind on this thread. Never rejects: an error becomes the last message. */
export async function serveTask(task: Task, host: TaskHost<TaskMessage>): Promise<void> {
  // The compiler cannot tell that the handler and the task are of the same kind.
  const handler = handlers[task.kind] as TaskHandler<TaskKind>;
  let lastMessageAt = 0;
  const post = (message: TaskMessage): void => {
    lastMessageAt = performance.now();
    host.post(message);
  };
  const watch = watchModules<TaskMessage>(task.config, {
    doing: handler.doing,
    host,
    failed: (error, isMaybeOfAnother) => ({ type: 'failed', error, isWorkerSpent: true, isMaybeOfAnother }),
  });
  post({ type: 'alive' });
  let opened: EngineOfThread | undefined;
  let measuredAt = -Infinity;
  const beat = (): void => {
    const now = performance.now();
    if (opened !== undefined && now - measuredAt > memoryMs) {
      measuredAt = now;
      post({ type: 'alive', memoryBytes: workerMemory(opened.engine) });
    } else if (now - lastMessageAt > signOfLifeMs) post({ type: 'alive' });
  };
  let ending: TaskEnding;
  try {
    opened = await engineOfThread(task.engine);
    const { engine } = opened;
    const dataset = await host.datasets.find(task.dataset);
    ending = {
      type: 'done',
      result: await handler.perform(task, { dataset, engine, signal: host.signal, post, beat }),
    };
  } catch (error) {
    const failure = opened && engineFailureOf(error, opened.engine);
    ending = {
      type: 'failed',
      error: serializeError(failure?.error ?? error),
      ...layerOf(error),
      isWorkerSpent: failure?.isBroken ?? false,
    };
  }
  const { hasLeftovers } = await watch.end();
  const isWorkerSpent = ending.isWorkerSpent === true || hasLeftovers || (opened !== undefined && isWorn(opened));
  host.post(isWorkerSpent ? { ...ending, isWorkerSpent } : ending);
  if (isWorkerSpent) host.end();
}

/** An error is sent as code, message and hint; the layer's place is sent beside it. */
function layerOf(error: unknown): Pick<Extract<TaskEnding, { type: 'failed' }>, 'layer'> {
  if (!(error instanceof LayerShapeError)) return {};
  const { path, layer, problem, hint } = error;
  return { layer: { path, layer, problem, hint } };
}
