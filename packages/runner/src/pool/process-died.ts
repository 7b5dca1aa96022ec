import { SweepdeckError } from '@sweepdeck/core/errors';

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Whether the pool ended it. */
  readonly isOurWish: boolean;
  /** What it said itself, or why it could not start. */
  readonly reason: string | undefined;
  /** The end of its stderr. */
  readonly printed: string;
}

/** Native code ends a process by a signal (`engine-crashed`); JavaScript by an exit code (`worker-died`). */
export function processDied({ code, signal, isOurWish, reason, printed }: ProcessEnd): SweepdeckError {
  if (isOurWish) {
    return new SweepdeckError({
      code: 'worker-died',
      message: 'the worker process was ended while it still computed',
      hint: 'The same command tries this trial again.',
    });
  }
  const cause = reason ?? lastError(printed);
  const how = signal === null ? `exited with code: ${code}` : `was ended by ${signal}`;
  const isMemory = signal === 'SIGKILL' || /memory|heap|OOM|RESOURCE_EXHAUSTED/i.test(cause ?? '');
  return new SweepdeckError({
    code: signal === null ? 'worker-died' : 'engine-crashed',
    message: `the worker process ${how}${cause === undefined ? '' : `: ${cause}`}`,
    hint: isMemory
      ? 'Use fewer --workers or a smaller training.batch_size; the same command tries this trial again.'
      : 'The same command tries this trial again; `runner doctor` tells whether the engine works at all.',
  });
}

/** The line of what was printed that says what went wrong: one that names an error, else the last. */
function lastError(printed: string): string | undefined {
  const lines = printed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(at |Node\.js v|[{}\]]|\^)/.test(line));
  return lines.findLast((line) => /error|fatal|abort/i.test(line)) ?? lines.at(-1);
}
