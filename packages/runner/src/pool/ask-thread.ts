import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import type { ThreadQuestion } from '../worker/protocol.ts';
import { watchSilence } from './watch-silence.ts';
import type { WorkerThreads } from './worker-threads.ts';

export interface AskOptions<Message> {
  /** How long the thread may say nothing, once it has said that it has begun. */
  readonly limitMs: number;
  readonly receive: (message: Message) => void;
}

/**
 * Asks a thread by the name of one of the worker's exports, and hands on all that it says. A thread that is silent for too long
 * is ended.
 * @returns why the thread ended, if it did before it had returned
 */
export async function askThread<Message>(
  threads: WorkerThreads,
  name: string,
  request: object,
  { limitMs, receive }: AskOptions<Message>,
): Promise<{ readonly death?: unknown; readonly isTooLate: boolean }> {
  const { port1, port2 } = new MessageChannel();
  const question: ThreadQuestion<object> = { ...request, port: port2 };
  const end = new AbortController();
  const watch = watchSilence(limitMs, () => end.abort());
  const take = (message: unknown): void => {
    watch.heard();
    receive(message as Message);
  };
  port1.on('message', take);
  try {
    await threads.call(question, { transfer: [port2], name, end: end.signal });
    return { isTooLate: false };
  } catch (death) {
    return { death, isTooLate: end.signal.aborted };
  } finally {
    watch.close();
    // The reply travels on a channel of its own and may overtake the last messages of this one.
    for (let left = receiveMessageOnPort(port1); left !== undefined; left = receiveMessageOnPort(port1))
      take(left.message);
    watch.close();
    port1.close();
  }
}
