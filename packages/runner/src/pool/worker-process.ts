import { fork } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import type { Dataset } from '@sweepdeck/core/datasets';
import type { NodeEntry } from '@sweepdeck/core/node-entry';
import type { SweepdeckError } from '@sweepdeck/core/errors';
import type { OutputLog } from '../output/output-log.ts';
import type { ProcessCommand, ProcessMessage } from '../worker/protocol/process-command.ts';
import type { TaskMessage } from '../worker/protocol/task-message.ts';
import type { Task } from '../worker/protocol/task.ts';
import { decodeWire, encodeWire, type Wire } from '../worker/protocol/wire.ts';
import { dropNotices } from './drop-notices.ts';
import type { MemoryEstimate } from '@sweepdeck/core/training';
import { processDied } from './process-died.ts';

/** A child process that performs one task at a time. */
export interface WorkerProcess {
  readonly isAlive: boolean;
  /**
   * Performs a task; resolves after its last message.
   *
   * @param dataset the data that the task names
   *
   * @param output receives what the process prints meanwhile; output goes to stderr when omitted
   *
   * @throws SweepdeckError `engine-crashed` or `worker-died` when the process ends first
   */
  perform(
    task: Task,
    dataset: Dataset,
    receive: (message: TaskMessage) => void,
    output: OutputLog | undefined,
  ): Promise<void>;
  /** Asks the running task to stop. */
  stop(): void;
  /** Ends the process at once. */
  end(): Promise<void>;
}

/** Enough of its stderr to explain why it died. */
const keptCharacters = 2000;

export function startWorkerProcess({ filename, execArgv }: NodeEntry): WorkerProcess {
  const child = fork(filename, [], {
    execArgv: [...execArgv],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let isAlive = true;
  let printed = '';
  let lastWord: string | undefined;
  let isOurWish = false;
  let need: MemoryEstimate | undefined;
  let sent: Dataset | undefined;
  let receive: (message: TaskMessage) => void = ignore;
  let fail: (error: SweepdeckError) => void = ignore;
  let log: OutputLog | undefined;
  // Output of modules must not mix with the command's own output, which may be JSON.
  const print = (text: string): void => {
    if (log === undefined) process.stderr.write(text);
    else log.append(text);
  };
  // Passes on whole lines, so that stdout and stderr do not mix within a line.
  const lines = dropNotices(print);
  const errors = dropNotices((text) => {
    printed = `${printed}${text}`.slice(-keptCharacters);
    print(text);
  });
  child.stdout?.setEncoding('utf8').on('data', (text: string) => lines.take(text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => errors.take(text));
  child.on('message', (message) => {
    const typed = decodeWire<ProcessMessage>(message as Wire);
    if (typed.type === 'alive') need = typed.need ?? need;
    if (typed.type === 'crashed') lastWord = typed.reason;
    else receive(typed);
  });
  const ended = new Promise<SweepdeckError>((resolve) => {
    const end = (code: number | null, signal: NodeJS.Signals | null, reason?: string): void => {
      isAlive = false;
      lines.flush();
      errors.flush();
      resolve(processDied({ code, signal, isOurWish, need, reason: reason ?? lastWord, printed }));
    };
    child.on('error', (error) => end(null, null, error.message));
    child.on('close', end);
  });
  void ended.then((error) => fail(error));

  const end = async (): Promise<void> => {
    isAlive = false;
    isOurWish = true;
    child.kill('SIGKILL');
    await ended;
  };

  // Sending to a process that has ended fails; its end is reported separately.
  const tell = (command: ProcessCommand): void => void child.send(command, ignore);

  /**
   * Waits until all earlier output has been read. If the process is spent, waits until it is gone and its memory is
   * free before the next one starts.
   */
  async function settle(
    { isWorkerSpent = false }: { readonly isWorkerSpent?: boolean },
    done: () => void,
  ): Promise<void> {
    // Output printed before a message is already in its pipe, and one turn of the event loop reads both.
    await setImmediate();
    await setImmediate();
    lines.flush();
    errors.flush();
    if (isWorkerSpent) {
      fail = ignore;
      await end();
    }
    done();
  }

  return {
    get isAlive() {
      return isAlive;
    },
    perform: (task, dataset, onMessage, output) =>
      new Promise((resolve, reject) => {
        fail = reject;
        // Stays set after the task's end: output that arrives late still belongs to it.
        log = output;
        need = undefined;
        if (!isAlive) void ended.then(reject);
        receive = (message) => {
          onMessage(message);
          if (message.type === 'done' || message.type === 'failed') void settle(message, resolve);
        };
        if (dataset !== sent) tell({ type: 'dataset', dataset });
        sent = dataset;
        tell({ type: 'task', task: encodeWire(task) });
      }),
    stop: () => tell({ type: 'stop' }),
    end,
  };
}

function ignore(): void {}
