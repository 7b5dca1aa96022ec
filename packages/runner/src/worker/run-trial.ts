import { setImmediate } from 'node:timers/promises';
import { serializeError } from '@sweepdeck/core/errors';
import { loadGradients, measureStep, train, type StopSignal } from '@sweepdeck/core/training';
import { engineOfThread } from './engine-of-thread.ts';
import type { MeasureReply, MeasureRequest, TrialMessage, TrialTask } from './protocol.ts';

// While the main thread still prepares the sweep.
loadGradients();

/** Runs one trial on this thread. Never rejects: what went wrong is the last message. */
export async function runTrial(
  { attemptId, config, engine: engineName, dataset, keepWeights = false }: TrialTask,
  signal: StopSignal,
  post: (message: TrialMessage) => void,
): Promise<void> {
  try {
    const engine = await engineOfThread(engineName);
    for await (const event of train(config, dataset, engine, signal, { keepWeights })) {
      post({ type: 'event', attemptId, event });
      // Training blocks this thread's event loop; without a turn of it no message comes or goes.
      await setImmediate();
    }
    post({ type: 'done', attemptId });
  } catch (error) {
    post({ type: 'failed', attemptId, error: serializeError(error) });
  }
}

/** Times a few steps of a configuration on this thread. Never rejects. */
export async function measureTrial(request: MeasureRequest): Promise<MeasureReply> {
  try {
    const engine = await engineOfThread(request.engine);
    return { type: 'measured', times: await measureStep(request.config, request.dataset, engine) };
  } catch (error) {
    return { type: 'failed', error: serializeError(error) };
  }
}
