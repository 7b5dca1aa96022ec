import { holdDataset } from '@sweepdeck/core/datasets';
import { captureOutput } from './capture-output.ts';
import type { TaskMessage } from './protocol/task-message.ts';
import type { ThreadRequest } from './protocol/thread-request.ts';
import { serveTask } from './serve-task.ts';

/** Saved before a trial can replace it. */
const { exit } = process;

/** Output of a timer that a trial left behind goes to that trial's log until another trial begins. */
const printTo = captureOutput();

/** Runs a task on a worker thread. Never rejects. */
export default function runOnThread({ task, dataset, stopFlag, port, output }: ThreadRequest): Promise<void> {
  printTo(output);
  return serveTask(task, {
    datasets: holdDataset(dataset),
    signal: {
      get aborted(): boolean {
        return Atomics.load(stopFlag, 0) !== 0;
      },
    },
    post: (message) => port.postMessage(message, buffersOf(message)),
    end: () => exit.call(process, 1),
  });
}

/** Weights and checkpoints are transferred, not copied. */
function buffersOf(message: TaskMessage): ArrayBuffer[] {
  return message.type === 'event' && 'bytes' in message.event ? [message.event.bytes.buffer] : [];
}
