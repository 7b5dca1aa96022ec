import { setImmediate } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import { engineFailureOf } from '@sweepdeck/core/engines';
import { serializeError } from '@sweepdeck/core/errors';
import { loadGradients, measureStep, train, type MemoryEstimate, type StopSignal } from '@sweepdeck/core/training';
import { engineOfThread, type EngineOfThread } from './engine-of-thread.ts';
import { escapeError } from './escape-error.ts';
import { isWorn } from './is-worn.ts';
import { ownModulesOf } from '@sweepdeck/core/modules';
import type { MeasureReply, MeasureRequest, TrialMessage, TrialTask } from './protocol.ts';
import { watchEscapes } from './watch-escapes.ts';
import { withMemoryNeed } from './with-memory-need.ts';
import type { WorkerHost } from './worker-host.ts';

// While the main thread still prepares the sweep.
loadGradients();

const signOfLifeMs = 250;

/** Whether a trial with a module of the user's own has run on this worker: it may have left timers that go off later. */
let hasRunModules = false;

/** Runs one trial on this thread. Never rejects: what went wrong is the last message. */
export async function runTrial(task: TrialTask, signal: StopSignal, host: WorkerHost<TrialMessage>): Promise<void> {
  const { attemptId, config } = task;
  const modules = ownModulesOf(config);
  const hadModules = hasRunModules;
  hasRunModules ||= modules.length > 0;
  let lastMessageAt = 0;
  const post = (message: TrialMessage): void => {
    lastMessageAt = performance.now();
    host.post(message);
  };
  const endWatch = watchEscapes((what) => {
    const error = serializeError(escapeError(what, modules, 'trained'));
    host.post({ type: 'failed', attemptId, error, isWorkerSpent: true, isMaybeOfAnother: hadModules });
    host.end();
  });
  const resources = countResources();
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
  // What a module has started and not waited for still belongs to this trial.
  if (modules.length > 0) await setImmediate();
  endWatch();
  const hasLeftovers = modules.length > 0 && countResources() > resources;
  const isWorkerSpent = last.isWorkerSpent === true || hasLeftovers || (opened !== undefined && isWorn(opened));
  host.post(isWorkerSpent ? { ...last, isWorkerSpent } : last);
  if (isWorkerSpent) host.end();
}

/** Times a few steps of a configuration on this thread. Never rejects. */
export async function measureTrial(request: MeasureRequest): Promise<MeasureReply> {
  let opened: EngineOfThread | undefined;
  try {
    opened = await engineOfThread(request.engine);
    const times = await measureStep(request.config, request.dataset, opened.engine);
    return { type: 'measured', times, isWorkerSpent: isWorn(opened) };
  } catch (error) {
    const failure = opened && engineFailureOf(error, opened.engine);
    return {
      type: 'failed',
      error: serializeError(failure?.error ?? error),
      isWorkerSpent: failure?.isBroken ?? false,
    };
  }
}

/** Timers, sockets and the like that keep this thread going. */
function countResources(): number {
  return process.getActiveResourcesInfo().length;
}
