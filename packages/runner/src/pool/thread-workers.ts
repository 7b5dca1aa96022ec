import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import type { TaskMessage } from '../worker/protocol/task-message.ts';
import type { ThreadRequest } from '../worker/protocol/thread-request.ts';
import type { TaskWorkers } from './task-workers.ts';
import type { WorkerThreads } from './worker-threads.ts';

/** Uses threads as workers. They share the memory of the data and a stop flag. */
export function createThreadWorkers(threads: WorkerThreads): TaskWorkers {
  return {
    start(task, { dataset, receive, output }) {
      const { port1, port2 } = new MessageChannel();
      const stopFlag = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
      const end = new AbortController();
      port1.on('message', receive);
      const shared = output === undefined ? {} : { output: output.buffer };
      const request: ThreadRequest = { task, dataset, stopFlag, port: port2, ...shared };
      const ended = threads
        .call(request, { transfer: [port2], end: end.signal })
        .then(
          () => ({}),
          (death: unknown) => ({ death }),
        )
        .finally(() => {
          // The reply travels on another channel and may overtake the last messages of this one.
          for (let left = receiveMessageOnPort(port1); left !== undefined; left = receiveMessageOnPort(port1))
            receive(left.message as TaskMessage);
          port1.close();
        });
      return {
        ended,
        stop: () => void Atomics.store(stopFlag, 0, 1),
        end: () => end.abort(),
      };
    },
    destroy: () => threads.destroy(),
  };
}
