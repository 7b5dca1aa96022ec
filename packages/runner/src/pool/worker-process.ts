import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Dataset } from '@sweepdeck/core/datasets';
import { areNoticesWanted, isTensorflowNotice } from '@sweepdeck/core/engines';
import type { NodeEntry } from '@sweepdeck/core/node-entry';
import type { SweepdeckError } from '@sweepdeck/core/errors';
import type {
  MeasureReply,
  MeasureRequest,
  ProcessCommand,
  ProcessMessage,
  TrialMessage,
  TrialTask,
} from '../worker/protocol.ts';
import type { MemoryEstimate } from '@sweepdeck/core/training';
import { processDied } from './process-died.ts';

/** A child process that does one thing at a time. */
export interface WorkerProcess {
  readonly isAlive: boolean;
  /**
   * Resolves after the trial's last message was received.
   * @throws SweepdeckError `engine-crashed` or `worker-died` when the process ends before
   */
  train(task: TrialTask, receive: (message: TrialMessage) => void): Promise<void>;
  /** @throws SweepdeckError as `train` */
  measure(request: MeasureRequest): Promise<MeasureReply>;
  /** Asks the running trial to stop. */
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
    // What modules print must not mix with what the command prints, which may be JSON.
    stdio: ['ignore', process.stderr, 'pipe', 'ipc'],
  });
  let isAlive = true;
  let printed = '';
  let lastWord: string | undefined;
  let isOurWish = false;
  let need: MemoryEstimate | undefined;
  let sent: Dataset | undefined;
  let receive: (message: ProcessMessage) => void = ignore;
  let fail: (error: SweepdeckError) => void = ignore;
  if (child.stderr !== null) {
    createInterface({ input: child.stderr, crlfDelay: Infinity }).on('line', (line) => {
      if (isTensorflowNotice(line) && !areNoticesWanted()) return;
      printed = `${printed}${line}\n`.slice(-keptCharacters);
      process.stderr.write(`${line}\n`);
    });
  }
  child.on('message', (message) => {
    const typed = message as ProcessMessage;
    if (typed.type === 'alive') need = typed.need ?? need;
    if (typed.type === 'crashed') lastWord = typed.reason;
    else receive(typed);
  });
  const ended = new Promise<SweepdeckError>((resolve) => {
    const end = (code: number | null, signal: NodeJS.Signals | null, reason?: string): void => {
      isAlive = false;
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

  /** A process that is spent is gone, and its memory with it, before the next one starts. */
  async function settle(
    { isWorkerSpent = false }: { readonly isWorkerSpent?: boolean },
    done: () => void,
  ): Promise<void> {
    if (isWorkerSpent) {
      fail = ignore;
      await end();
    }
    done();
  }

  /** Sends a command and feeds what comes back to `take` until that has what it waits for. */
  function call<Reply>(
    dataset: Dataset,
    command: ProcessCommand,
    take: (message: ProcessMessage, done: (reply: Reply) => void) => void,
  ): Promise<Reply> {
    return new Promise((resolve, reject) => {
      fail = reject;
      need = undefined;
      if (!isAlive) void ended.then(reject);
      receive = (message) => take(message, resolve);
      if (dataset !== sent) tell({ type: 'dataset', dataset });
      sent = dataset;
      tell(command);
    });
  }

  return {
    get isAlive() {
      return isAlive;
    },
    train: ({ dataset, ...task }, onMessage) =>
      call<void>(dataset, { type: 'train', task }, (message, done) => {
        if (message.type === 'measurement' || message.type === 'crashed') return;
        onMessage(message);
        if (message.type !== 'done' && message.type !== 'failed') return;
        void settle(message, done);
      }),
    measure: ({ dataset, ...request }) =>
      call<MeasureReply>(dataset, { type: 'measure', request }, (message, done) => {
        if (message.type === 'measurement') void settle(message.reply, () => done(message.reply));
      }),
    stop: () => tell({ type: 'stop' }),
    end,
  };
}

function ignore(): void {}
