import { setImmediate } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import { engineFailureOf } from '@sweepdeck/core/engines';
import { serializeError } from '@sweepdeck/core/errors';
import { loadGradients, train, type MemoryEstimate, type StopSignal } from '@sweepdeck/core/training';
import { engineOfThread, type EngineOfThread } from './engine-of-thread.ts';
import { isWorn } from './is-worn.ts';
import type { TrialMessage, TrialTask } from './protocol.ts';
import { watchModules } from './watch-modules.ts';
import { withMemoryNeed } from './with-memory-need.ts';
import type { WorkerHost } from './worker-host.ts';

// While the main thread still prepares the sweep.
loadGradients();

const signOfLifeMs = 250;

/** Runs one trial on this thread. Never rejects: what went wrong is the last message. */
export async function runTrial(task: TrialTask, signal: StopSignal, host: WorkerHost<TrialMessage>): Promise<void> {
  const { attemptId, config } = task;
  let lastMessageAt = 0;
  const post = (message: TrialMessage): void => {
    lastMessageAt = performance.now();
    host.post(message);
  };
  const watch = watchModules<TrialMessage>(config, {
    doing: 'trained',
    host,
    failed: (error, isMaybeOfAnother) => ({ type: 'failed', attemptId, error, isWorkerSpent: true, isMaybeOfAnother }),
  });
  post({ type: 'alive', attemptId });
  const onBatch = (): void => {
    if (performance.now() - lastMessageAt > signOfLifeMs) post({ type: 'alive', attemptId });
  };
  let last: TrialMessage & { readonly isWorkerSpent?: boolean };
  let opened: EngineOfThread | undefined;
  try {
    opened = await engineOfThread(task.engine);
    const { keepWeights = false } = task;
    const options = {
      keepWeights,
      onBatch,
      // A thread that the system kills for its memory takes the whole command with it.
      ...(isMainThread && { onNeed: (need: MemoryEstimate) => post({ type: 'alive', attemptId, need }) }),
    };
    for await (const event of train(config, task.dataset, opened.engine, signal, options)) {
      post({ type: 'event', attemptId, event });
      // Training blocks this thread's event loop; without a turn of it no message comes or goes.
      await setImmediate();
    }
    last = { type: 'done', attemptId };
  } catch (error) {
    const failure = opened && engineFailureOf(error, opened.engine);
    last = {
      type: 'failed',
      attemptId,
      error: serializeError(await withMemoryNeed(failure?.error ?? error, task)),
      isWorkerSpent: failure?.isBroken ?? false,
    };
  }
  const { hasLeftovers } = await watch.end();
  const isWorkerSpent = last.isWorkerSpent === true || hasLeftovers || (opened !== undefined && isWorn(opened));
  host.post(isWorkerSpent ? { ...last, isWorkerSpent } : last);
  if (isWorkerSpent) host.end();
}
