import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { deserializeError, serializeError } from '@sweepdeck/core/errors';
import type { MeasureReply, TrialMessage, TrialRequest } from '../worker/protocol.ts';
import type { OnTrialEvent, TrialOutcome, TrialPool, TrialTask } from './trial-pool.ts';
import { workerEntry, type WorkerEntry } from './worker-entry.ts';
import { createWorkerThreads } from './worker-threads.ts';

/** A pool of worker threads of this process. */
export function createThreadPool(size: number, entry: WorkerEntry = workerEntry()): TrialPool {
  const threads = createWorkerThreads(size, entry);
  const running = new Map<Int32Array<SharedArrayBuffer>, Promise<unknown>>();

  async function runTrial(
    task: TrialTask,
    stopFlag: Int32Array<SharedArrayBuffer>,
    onEvent: OnTrialEvent,
  ): Promise<TrialOutcome> {
    const { port1, port2 } = new MessageChannel();
    let outcome: TrialOutcome | undefined;
    let consumerError: { readonly error: unknown } | undefined;
    const receive = (message: TrialMessage): void => {
      if (message.type === 'done') outcome = { type: 'done' };
      else if (message.type === 'failed') outcome = { type: 'failed', error: message.error };
      else if (consumerError === undefined) {
        try {
          onEvent(message);
        } catch (error) {
          consumerError = { error };
          Atomics.store(stopFlag, 0, 1);
        }
      }
    };
    port1.on('message', receive);
    const request: TrialRequest = { ...task, stopFlag, port: port2 };
    let death: unknown;
    try {
      await threads.call(request, { transfer: [port2] });
    } catch (error) {
      death = error;
    } finally {
      // The reply travels on a channel of its own and may overtake the last messages of this one.
      drain(port1, receive);
      port1.close();
    }
    if (consumerError !== undefined) throw consumerError.error;
    const reason = death ?? new Error('the worker ended without a result');
    return outcome ?? { type: 'failed', error: serializeError(reason) };
  }

  return {
    size,
    run(task, onEvent) {
      const stopFlag = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
      const run = runTrial(task, stopFlag, onEvent).finally(() => running.delete(stopFlag));
      running.set(stopFlag, run);
      return run;
    },
    async measure(request) {
      const reply = (await threads.call(request, { name: 'measure' })) as MeasureReply;
      if (reply.type === 'failed') throw deserializeError(reply.error);
      return reply.times;
    },
    async stopAll(graceMs) {
      for (const stopFlag of running.keys()) Atomics.store(stopFlag, 0, 1);
      const ended = Promise.allSettled(running.values());
      if (await isLater(ended, graceMs)) {
        await threads.destroy();
        await ended;
      }
    },
    close: () => threads.destroy(),
  };
}

function drain(port: MessagePort, receive: (message: TrialMessage) => void): void {
  for (let entry = receiveMessageOnPort(port); entry !== undefined; entry = receiveMessageOnPort(port)) {
    receive(entry.message as TrialMessage);
  }
}

async function isLater(settled: Promise<unknown>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, limitMs, true);
  });
  try {
    return await Promise.race([limit, settled.then(() => false)]);
  } finally {
    clearTimeout(timer);
  }
}
