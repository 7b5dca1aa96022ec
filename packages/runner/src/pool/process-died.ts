import { clipText, SweepdeckError } from '@sweepdeck/core/errors';

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

const killed = 'worker-killed';

/** Whether a worker died of something that is most likely not its trial's doing. */
export function isFromOutside(death: unknown): boolean {
  return death instanceof SweepdeckError && death.code === killed;
}

/**
 * Native code ends a process by a signal (`engine-crashed`); JavaScript by an exit code (`worker-died`); the system, when memory
 * runs out, or another process, by SIGKILL (`worker-killed`).
 */
export function processDied({ code, signal, isOurWish, reason, printed }: ProcessEnd): SweepdeckError {
  if (isOurWish) {
    return new SweepdeckError({
      code: 'worker-died',
      message: 'the worker process was ended while it still computed',
      hint: 'The same command tries this trial again.',
    });
  }
  const fewer = 'Use fewer --workers or a smaller training.batch_size; the same command tries this trial again.';
  if (signal === 'SIGKILL') {
    const message = 'the worker process was killed (out of memory?): the system does that when memory runs out';
    return new SweepdeckError({ code: killed, message, hint: fewer });
  }
  const cause = reason ?? lastError(printed);
  const how = signal === null ? `exited with code: ${code}` : `was ended by ${signal}`;
  const isMemory = /memory|heap|OOM|RESOURCE_EXHAUSTED/i.test(cause ?? '');
  return new SweepdeckError({
    code: signal === null ? 'worker-died' : 'engine-crashed',
    message: clipText(`the worker process ${how}${cause === undefined ? '' : `: ${cause}`}`),
    hint: isMemory
      ? fewer
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
