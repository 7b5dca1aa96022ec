import { setImmediate } from 'node:timers/promises';
import { serializeError } from '@sweepdeck/core/errors';
import { measureStep, train } from '@sweepdeck/core/training';
import { engineOfThread } from './engine-of-thread.ts';
import type { MeasureReply, MeasureRequest, TrialMessage, TrialRequest } from './protocol.ts';

/** Runs one trial on this thread. Never rejects: what went wrong is the last message. */
export default async function runTrial(request: TrialRequest): Promise<void> {
  const { attemptId, config, dataset, keepWeights = false, port, stopFlag } = request;
  const post = (message: TrialMessage, moved: readonly ArrayBuffer[] = []): void => port.postMessage(message, moved);
  const signal = {
    get aborted(): boolean {
      return Atomics.load(stopFlag, 0) !== 0;
    },
  };
  try {
    const engine = await engineOfThread(request.engine);
    for await (const event of train(config, dataset, engine, signal, { keepWeights })) {
      post({ type: 'event', attemptId, event }, event.type === 'weights' ? [event.bytes.buffer] : []);
      // Training blocks this thread's event loop; without a turn of it the message would stay here.
      await setImmediate();
    }
    post({ type: 'done', attemptId });
  } catch (error) {
    post({ type: 'failed', attemptId, error: serializeError(error) });
  }
}

/** Times a few steps of a configuration on this thread. Never rejects. */
export async function measure(request: MeasureRequest): Promise<MeasureReply> {
  try {
    const engine = await engineOfThread(request.engine);
    return { type: 'measured', times: await measureStep(request.config, request.dataset, engine) };
  } catch (error) {
    return { type: 'failed', error: serializeError(error) };
  }
}
