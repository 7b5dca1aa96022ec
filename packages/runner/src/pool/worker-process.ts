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

/** A child process that does one thing at a time. */
export interface WorkerProcess {
  readonly isAlive: boolean;
  /**
   * Resolves after the task's last message was received.
   * @param dataset the data that the task names
   * @param output gets what the process prints meanwhile; left out: that goes to stderr
   * @throws SweepdeckError `engine-crashed` or `worker-died` when the process ends before
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

/** Of what it printed on stderr, enough to say why it died. */
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
  // What modules print must not mix with what the command prints, which may be JSON.
  const print = (text: string): void => {
    if (log === undefined) process.stderr.write(text);
    else log.append(text);
  };
  // Whole lines of each, so that what comes on both ways does not mix within a line.
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

  // A process that has ended cannot be told anything; that it ended is reported by itself.
  const tell = (command: ProcessCommand): void => void child.send(command, ignore);

  /** Everything printed before has been read. A process that is spent is gone, and its memory with it, before the next one starts. */
  async function settle(
    { isWorkerSpent = false }: { readonly isWorkerSpent?: boolean },
    done: () => void,
  ): Promise<void> {
    // What was printed before a message lies in its pipe by then, and the same turn of the event loop reads both.
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
        // Stays after the end: what comes late is of no other.
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
