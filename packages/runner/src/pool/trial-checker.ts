import type { Dataset } from '@sweepdeck/core/datasets';
import { deserializeError, SweepdeckError } from '@sweepdeck/core/errors';
import { LayerShapeError } from '@sweepdeck/core/models';
import type { MemoryEstimate, TrialConfig } from '@sweepdeck/core/training';
import { ownFilesOf, ownModulesOf } from '@sweepdeck/core/modules';
import { createOutputLog } from '../output/output-log.ts';
import type { PrintedOutput } from '../records/printed-output.ts';
import type { CheckMessage, CheckRequest } from '../worker/protocol.ts';
import { askThread } from './ask-thread.ts';
import { createWorkerThreads } from './worker-threads.ts';

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
}

export function createTrialChecker(options: TrialCheckerOptions): TrialChecker {
  const { engine, limitMs, onPrinted, onWait, waitMs = 5000 } = options;
  const threads = createWorkerThreads(1);
  let hasRunModules = false;
  const checker: TrialChecker = {
    async check(config, dataset) {
      const hadModules = hasRunModules;
      hasRunModules ||= ownModulesOf(config).length > 0;
      let answer: CheckMessage | undefined;
      let timer: NodeJS.Timeout | undefined;
      const output = createOutputLog();
      const request: CheckRequest & { readonly output: SharedArrayBuffer } = {
        config,
        dataset,
        engine,
        output: output.buffer,
      };
      const receive = (message: CheckMessage): void => {
        // The thread has started: from now on it is the files that take their time.
        if (message.type === 'alive') timer ??= setTimeout(onWait, waitMs, config);
        else answer ??= message;
      };
      const { death, isTooLate } = await askThread<CheckMessage>(threads, 'check', request, { limitMs, receive });
      clearTimeout(timer);
      const printed = output.read();
      if (printed !== undefined) onPrinted(config, printed);
      if (answer?.type === 'checked') return answer.memory;
      // An earlier module may have left what went off now. Its thread has ended, and a fresh one has nothing of it.
      const isMaybeOfAnother = answer?.type === 'failed' ? answer.isMaybeOfAnother === true : hadModules && !isTooLate;
      if (isMaybeOfAnother) {
        hasRunModules = false;
        return checker.check(config, dataset);
      }
      if (answer?.type === 'failed') throw toError(answer);
      throw isTooLate ? timedOut(config, limitMs) : (death ?? new Error('the worker gave no answer'));
    },
    close: () => threads.destroy(),
  };
  return checker;
}

/** The place of a layer must not get lost on the way. */
function toError({ error, layer }: Extract<CheckMessage, { type: 'failed' }>): SweepdeckError {
  return layer === undefined ? deserializeError(error) : new LayerShapeError(layer);
}

function timedOut(config: TrialConfig, limitMs: number): SweepdeckError {
  return new SweepdeckError({
    code: 'module-timeout',
    message: `${ownFilesOf(config).join(', ')}: loading and trying this did not end within ${limitMs / 1000} s`,
    hint: 'An endless loop, or a promise that never settles, as a module is imported or in `create`? What does take longer needs a larger --step-timeout.',
  });
}
