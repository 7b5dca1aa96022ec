import { holdDataset, type Dataset, type DatasetProvider } from '@sweepdeck/core/datasets';
import { clipText, describeThrown } from '@sweepdeck/core/errors';
import { watchParent } from '@sweepdeck/core/node-entry';
import type { PostedDataset, ProcessCommand, ProcessMessage } from './protocol/process-command.ts';
import type { TaskMessage } from './protocol/task-message.ts';
import type { Task } from './protocol/task.ts';
import { decodeWire, encodeWire } from './protocol/wire.ts';
import type { TaskHost } from './task-host.ts';

/**
 * Makes this process a worker. It obeys the parent's commands until the parent ends it or ends itself.
 *
 * @param serve performs a task and never rejects
 */
export function serveProcess(serve: (task: Task, host: TaskHost<TaskMessage>) => Promise<void>): void {
  let datasets: DatasetProvider | undefined;
  let signal = { aborted: false };
  const post = (message: ProcessMessage): void => void process.send?.(encodeWire(message));
  process.on('message', (command: ProcessCommand) => {
    switch (command.type) {
      case 'dataset':
        datasets = holdDataset(toShared(command.dataset));
        break;
      case 'task':
        if (datasets === undefined) throw new Error('a dataset must arrive before the task that needs it');
        signal = { aborted: false };
        // A spent process reports so, and its parent ends it.
        void serve(decodeWire<Task>(command.task), { datasets, signal, post, end: () => undefined });
        break;
      case 'stop':
        signal.aborted = true;
        break;
    }
  });
  // A terminal sends these signals to every process of the group; only the parent reacts to them.
  for (const name of ['SIGINT', 'SIGHUP'] as const) process.on(name, () => undefined);
  process.on('uncaughtException', (error) => {
    const message: ProcessMessage = { type: 'crashed', reason: clipText(describeThrown(error)) };
    process.send?.(encodeWire(message), () => process.exit(1));
  });
  for (const stream of [process.stdout, process.stderr]) writeAtOnce(stream);
  watchParent();
  // Ends at once when the parent is gone, if this thread is free to notice. SIGKILL, because destructors of native code
  // could delay a normal exit.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}

/**
 * Makes writes block while the pipe is full. Otherwise output would queue up in this process without a bound, and be
 * lost when it is killed. Node does this only for its own standard streams.
 */
function writeAtOnce(stream: NodeJS.WriteStream): void {
  const { _handle: handle } = stream as unknown as {
    readonly _handle?: { readonly setBlocking?: (isBlocking: boolean) => unknown };
  };
  handle?.setBlocking?.(true);
}

/** Copies a dataset into shared memory, where engines expect it; no other thread uses it. */
function toShared({ images, labels, splits, ...rest }: PostedDataset): Dataset {
  return {
    ...rest,
    images: sharedBytes(images),
    labels: sharedBytes(labels),
    splits: {
      train: sharedIndices(splits.train),
      validation: sharedIndices(splits.validation),
      test: sharedIndices(splits.test),
    },
  };
}

function sharedBytes(values: Uint8Array): Uint8Array<SharedArrayBuffer> {
  const shared = new Uint8Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

function sharedIndices(values: Uint32Array): Uint32Array<SharedArrayBuffer> {
  const shared = new Uint32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}
