import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { NodeEntry } from '@sweepdeck/core/node-entry';
import { deserializeError } from '@sweepdeck/core/errors';
import type { OutputLog } from '../output/output-log.ts';
import type {
  MeasureReply,
  MeasureRequest,
  ThreadQuestion,
  TrialMessage,
  TrialRequest,
  TrialTask,
} from '../worker/protocol.ts';
import { followTrial } from './follow-trial.ts';
import { isLater } from './is-later.ts';
import { defaultStepTimeoutMs, stepTimeout } from './step-timeout.ts';
import type { OnTrialEvent, TrialOutcome, TrialPool } from './trial-pool.ts';
import { createWorkerThreads, threadEntry, type WorkerThreads } from './worker-threads.ts';

/** A pool of worker threads of this process. @param threads at least `size`, which are then the pool's to end */
export function createThreadPool(
  size: number,
  entry: NodeEntry = threadEntry,
  threads: WorkerThreads = createWorkerThreads(size, entry),
): TrialPool {
  const running = new Map<Int32Array<SharedArrayBuffer>, Promise<unknown>>();

  async function runTrial(
    task: TrialTask,
    stopFlag: Int32Array<SharedArrayBuffer>,
    onEvent: OnTrialEvent,
    output: OutputLog | undefined,
  ): Promise<TrialOutcome> {
    const { port1, port2 } = new MessageChannel();
    const end = new AbortController();
    const trial = followTrial(onEvent, {
      stop: () => Atomics.store(stopFlag, 0, 1),
      end: () => end.abort(),
      stepTimeoutMs: task.stepTimeoutMs ?? defaultStepTimeoutMs,
    });
    port1.on('message', trial.receive);
    const request: TrialRequest = { ...task, ...bufferOf(output), stopFlag, port: port2 };
    let death: unknown;
    try {
      await threads.call(request, { transfer: [port2], end: end.signal });
    } catch (error) {
      death = error;
    } finally {
      // The reply travels on a channel of its own and may overtake the last messages of this one.
      drain(port1, trial.receive);
      port1.close();
    }
    return trial.outcome(death);
  }

  /** Asks a thread by the name of one of the worker's exports; the reply comes before the thread may end. */
  async function ask<Request extends object, Reply>(
    name: string,
    request: Request,
    limitMs: number,
    output: OutputLog | undefined,
  ): Promise<Reply> {
    const { port1, port2 } = new MessageChannel();
    const question: ThreadQuestion<Request> = { ...request, ...bufferOf(output), port: port2 };
    const end = new AbortController();
    const timer = setTimeout(() => end.abort(), limitMs);
    let death: unknown;
    try {
      await threads.call(question, { transfer: [port2], name, end: end.signal });
    } catch (error) {
      death = error;
    } finally {
      clearTimeout(timer);
    }
    const reply = receiveMessageOnPort(port1);
    port1.close();
    if (reply !== undefined) return reply.message as Reply;
    throw end.signal.aborted ? stepTimeout(limitMs) : death;
  }

  return {
    size,
    run(task, onEvent, output) {
      const stopFlag = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
      const run = runTrial(task, stopFlag, onEvent, output).finally(() => running.delete(stopFlag));
      running.set(stopFlag, run);
      return run;
    },
    async measure(request, output) {
      const reply = await ask<MeasureRequest, MeasureReply>('measure', request, defaultStepTimeoutMs, output);
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

function bufferOf(output: OutputLog | undefined): { readonly output?: SharedArrayBuffer } {
  return output === undefined ? {} : { output: output.buffer };
}

function drain(port: MessagePort, receive: (message: TrialMessage) => void): void {
  for (let entry = receiveMessageOnPort(port); entry !== undefined; entry = receiveMessageOnPort(port)) {
    receive(entry.message as TrialMessage);
  }
}
