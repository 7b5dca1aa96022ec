import { setTimeout } from 'node:timers/promises';
import { SweepdeckError } from '@sweepdeck/core/errors';

/**
 * Runs an action on the store, and retries it while another program has the store locked.
 * @throws SweepdeckError `store-locked`
 */
export type Patiently = <Value>(action: () => Value) => Promise<Value>;

export type Wait = { readonly type: 'store-locked' } | { readonly type: 'store-free'; readonly seconds: number };

export interface PatienceOptions {
  /** Reads a monotonic clock, in milliseconds. */
  readonly clock: () => number;
  /** Called once when the store is found locked, and once when it is free again. */
  readonly onWait: (wait: Wait) => void;
  /** Stops the retries: a user who asks for a stop does not want to wait for minutes. */
  readonly giveUp: AbortSignal;
  readonly limitMs?: number;
  readonly retryMs?: number;
}

/**
 * Makes a function that retries writes of results that took long to compute. Between retries, the process can react
 * to Ctrl-C, timers and workers.
 */
export function createPatience({
  clock,
  onWait,
  giveUp,
  limitMs = 10 * 60_000,
  retryMs = 250,
}: PatienceOptions): Patiently {
  /** When the lock was first met. Shared, because all callers meet the same lock. */
  let lockedAt: number | undefined;
  return async (action) => {
    for (;;) {
      try {
        const value = action();
        if (lockedAt !== undefined) {
          onWait({ type: 'store-free', seconds: (clock() - lockedAt) / 1000 });
          lockedAt = undefined;
        }
        return value;
      } catch (error) {
        if (!(error instanceof SweepdeckError && error.code === 'store-busy')) throw error;
        if (lockedAt === undefined) {
          lockedAt = clock();
          onWait({ type: 'store-locked' });
        }
        const waitedMs = clock() - lockedAt;
        if (giveUp.aborted || waitedMs >= limitMs) throw locked(error, waitedMs);
      }
      await setTimeout(retryMs, undefined, { signal: giveUp }).catch(() => undefined);
    }
  };
}

function locked(error: SweepdeckError, waitedMs: number): SweepdeckError {
  return new SweepdeckError({
    code: 'store-locked',
    message: `Another program has kept the store locked for ${Math.round(waitedMs / 1000)} s, so nothing could be written. ${error.message}`,
    hint: 'Close the program that holds the lock (a database browser, a backup) and run the same command again: finished trials are kept.',
    cause: error,
  });
}
