import type { SerializedError } from '@sweepdeck/core/errors';
import { formatDuration } from '@sweepdeck/core/words';
import type { TrialRun } from '../pool/trial-pool.ts';
import { trialTimeoutCode } from '../records/failure-kind.ts';

export interface LimitOptions {
  /** Stops the attempt. */
  readonly halt: AbortSignal;
  /** How long a stopped trial has to reach its next batch. */
  readonly graceMs: number;
  /** Longest time of the attempt; no limit when null. */
  readonly timeoutSeconds: number | null;
}

export interface AttemptLimit {
  /** Tells whether the attempt was stopped because its time was up. */
  isTooLate(): boolean;
  error(): SerializedError;
  close(): void;
}

/** Stops a trial when it is halted or its time is up. It writes a checkpoint if it reaches its next batch in time. */
export function limitAttempt(run: TrialRun, { halt, graceMs, timeoutSeconds }: LimitOptions): AttemptLimit {
  let isTooLate = false;
  const stop = (): void => void run.stop(graceMs);
  const end = (): void => {
    isTooLate = true;
    stop();
  };
  const timer = timeoutSeconds === null ? undefined : setTimeout(end, 1000 * timeoutSeconds);
  halt.addEventListener('abort', stop);
  if (halt.aborted) stop();
  return {
    isTooLate: () => isTooLate,
    error: () => ({
      code: trialTimeoutCode,
      message: `the attempt took longer than ${formatDuration(timeoutSeconds ?? 0)}, the limit of failures.timeout`,
      hint: 'Raise `failures.timeout`: the next run continues the trial from its last checkpoint.',
    }),
    close() {
      clearTimeout(timer);
      halt.removeEventListener('abort', stop);
    },
  };
}
