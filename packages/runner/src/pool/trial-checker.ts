import type { Dataset } from '@sweepdeck/core/datasets';
import { SweepdeckError } from '@sweepdeck/core/errors';
import type { MemoryEstimate, TrialConfig } from '@sweepdeck/core/training';
import { ownFilesOf } from '@sweepdeck/core/modules';
import { createOutputLog } from '../output/output-log.ts';
import type { PrintedOutput } from '../records/printed-output.ts';
import { followTask, resultOf } from './follow-task.ts';
import { taskSubject } from './task-subject.ts';
import { createThreadWorkers } from './thread-workers.ts';
import { createWorkerThreads, type WorkerThreads } from './worker-threads.ts';

/** Makes the parts of configurations in a worker thread, where code and files of the user's own can do no harm. */
export interface TrialChecker {
  /** @throws SweepdeckError why a configuration does not fit; `module-timeout` where it did not end in time */
  check(config: TrialConfig, dataset: Dataset): Promise<MemoryEstimate>;
  close(): Promise<void>;
}

export interface TrialCheckerOptions {
  readonly engine: string;
  /** How long one configuration may take. */
  readonly limitMs: number;
  /** Gets what a configuration's files printed, before `check` resolves or rejects. */
  readonly onPrinted: (config: TrialConfig, printed: PrintedOutput) => void;
  /** Called once for a configuration that takes longer than `waitMs`. */
  readonly onWait: (config: TrialConfig) => void;
  /** Left out: 5 s. */
  readonly waitMs?: number;
  /** Of which one is used, and which are then the checker's to end; left out: a new one. */
  readonly threads?: WorkerThreads;
}

export function createTrialChecker(options: TrialCheckerOptions): TrialChecker {
  const { engine, limitMs, onPrinted, onWait, waitMs = 5000, threads = createWorkerThreads(1) } = options;
  const workers = createThreadWorkers(threads);
  const checker: TrialChecker = {
    async check(config, dataset) {
      let timer: NodeJS.Timeout | undefined;
      const output = createOutputLog();
      const task = { kind: 'check', ...taskSubject({ config, engine, dataset }) } as const;
      const followed = followTask<'check'>(workers, task, {
        dataset,
        limitMs,
        output,
        // The thread has started: from now on it is the files that take their time.
        onAlive: () => (timer ??= setTimeout(onWait, waitMs, config)),
      });
      const end = await followed.ended;
      clearTimeout(timer);
      const printed = output.read();
      if (printed !== undefined) onPrinted(config, printed);
      // An earlier module may have left what went off now. Its thread has ended, and a fresh one has nothing of it.
      if (end.ending?.type === 'failed' && end.ending.isMaybeOfAnother === true) return checker.check(config, dataset);
      return resultOf(end, () => timedOut(config, limitMs));
    },
    close: () => workers.destroy(),
  };
  return checker;
}

function timedOut(config: TrialConfig, limitMs: number): SweepdeckError {
  return new SweepdeckError({
    code: 'module-timeout',
    message: `${ownFilesOf(config).join(', ')}: loading and trying this did not end within ${limitMs / 1000} s`,
    hint: 'An endless loop, or a promise that never settles, as a module is imported or in `create`? What does take longer needs a larger --step-timeout.',
  });
}
