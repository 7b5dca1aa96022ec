import { holdDataset, type Dataset, type DatasetProvider } from '@sweepdeck/core/datasets';
import { clipText, describeThrown } from '@sweepdeck/core/errors';
import { watchParent } from '@sweepdeck/core/node-entry';
import type { PostedDataset, ProcessCommand, ProcessMessage } from './protocol/process-command.ts';
import type { TaskMessage } from './protocol/task-message.ts';
import type { Task } from './protocol/task.ts';
import { decodeWire, encodeWire } from './protocol/wire.ts';
import type { TaskHost } from './task-host.ts';

/**
 * Makes this process a worker: obeys the parent's commands until the parent ends it, or ends itself.
 * @param serve does a task and never rejects
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
        if (datasets === undefined) throw new Error('a dataset comes before what needs it');
        signal = { aborted: false };
        // A process that is spent says so, and its parent ends it.
        void serve(decodeWire<Task>(command.task), { datasets, signal, post, end: () => undefined });
        break;
      case 'stop':
        signal.aborted = true;
        break;
    }
  });
  // A terminal sends these to every process; the parent decides what they mean and says so.
  for (const name of ['SIGINT', 'SIGHUP'] as const) process.on(name, () => undefined);
  process.on('uncaughtException', (error) => {
    const message: ProcessMessage = { type: 'crashed', reason: clipText(describeThrown(error)) };
    process.send?.(encodeWire(message), () => process.exit(1));
  });
  for (const stream of [process.stdout, process.stderr]) writeAtOnce(stream);
  watchParent();
  // The same at once, where this thread is free to hear of it. No destructor of native code may hold this process back.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}

/**
 * A full pipe holds up who prints. Else what is printed would wait in this process: without a bound, and lost when it is killed.
 * Node has this for its own streams alone.
 */
function writeAtOnce(stream: NodeJS.WriteStream): void {
  const { _handle: handle } = stream as unknown as {
    readonly _handle?: { readonly setBlocking?: (isBlocking: boolean) => unknown };
  };
  handle?.setBlocking?.(true);
}

/** Engines take datasets as they lie in a thread's shared memory; only this process shares it. */
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
