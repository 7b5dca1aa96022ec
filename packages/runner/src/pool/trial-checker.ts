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

/** Creates the parts of configurations in a worker thread, where custom code and damaged files can do no harm. */
export interface TrialChecker {
  /**
   * Creates a configuration and returns the memory it needs.
   * @throws SweepdeckError when the configuration does not fit; `module-timeout` when it took too long
   */
  check(config: TrialConfig, dataset: Dataset): Promise<MemoryEstimate>;
  close(): Promise<void>;
}

export interface TrialCheckerOptions {
  readonly engine: string;
  /** Time limit per configuration. */
  readonly limitMs: number;
  /** Receives the output of a configuration's modules, before `check` settles. */
  readonly onPrinted: (config: TrialConfig, printed: PrintedOutput) => void;
  /** Called once for a configuration that takes longer than `waitMs`. */
  readonly onWait: (config: TrialConfig) => void;
  /** 5 s when omitted. */
  readonly waitMs?: number;
  /** Threads of which one is used; the checker owns and ends them. Starts a new thread when omitted. */
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
        // The thread has started, so the time from here on is spent by the modules.
        onAlive: () => (timer ??= setTimeout(onWait, waitMs, config)),
      });
      const end = await followed.ended;
      clearTimeout(timer);
      const printed = output.read();
      if (printed !== undefined) onPrinted(config, printed);
      // An earlier module may have caused this error. Its thread has ended; try again on a fresh one.
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
    message: `${ownFilesOf(config).join(', ')}: loading and creating it took longer than ${limitMs / 1000} s`,
    hint: 'There may be an endless loop or a promise that never settles, at import or in `create`. If it does take longer, raise --step-timeout.',
  });
}
