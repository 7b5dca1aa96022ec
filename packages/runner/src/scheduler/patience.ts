import { setTimeout } from 'node:timers/promises';
import { SweepdeckError } from '@sweepdeck/core/errors';

/** Runs what needs the store, again and again while another program has it locked. @throws SweepdeckError `store-locked` */
export type Patiently = <Value>(action: () => Value) => Promise<Value>;

export type Wait = { readonly type: 'store-locked' } | { readonly type: 'store-free'; readonly seconds: number };

export interface PatienceOptions {
  /** Milliseconds on a clock that nobody sets. */
  readonly clock: () => number;
  /** Hears once that the store is locked, and once for how long it was. */
  readonly onWait: (wait: Wait) => void;
  /** Ends the waiting: whoever asks for a stop does not want to wait for minutes. */
  readonly giveUp: AbortSignal;
  readonly limitMs?: number;
  readonly retryMs?: number;
}

/** For results that took long to get. Between two tries the process hears Ctrl-C, timers and workers. */
export function createPatience({
  clock,
  onWait,
  giveUp,
  limitMs = 10 * 60_000,
  retryMs = 250,
}: PatienceOptions): Patiently {
  /** When the lock was met; shared, because all meet the same one. */
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
