import { setTimeout } from 'node:timers/promises';
import type { TrialRecord } from '../records/records.ts';
import type { Store } from '../store/store.ts';

export interface TrialQueue {
  /** The next trial to train; undefined when there is none or `leave` has fired. */
  next(): Promise<TrialRecord | undefined>;
}

export interface TrialQueueOptions {
  readonly store: Pick<Store, 'getTrial'>;
  readonly sweepId: number;
  /** In grid order. */
  readonly trials: readonly TrialRecord[];
  readonly leave: AbortSignal;
  readonly pollMs?: number;
}

/**
 * The trials still to train. One that another sweep trains right now is left to it: it comes up again at the end, and is
 * dropped when the other sweep has finished it.
 */
export function createTrialQueue({ store, sweepId, trials, leave, pollMs = 1000 }: TrialQueueOptions): TrialQueue {
  const waiting = trials.filter((trial) => !isDone(trial));
  return {
    async next() {
      let deferred = 0;
      while (!leave.aborted) {
        const trial = waiting.shift();
        if (trial === undefined) return undefined;
        const current = store.getTrial(trial.id, sweepId) ?? trial;
        if (isDone(current)) continue;
        if (current.status !== 'running') return current;
        waiting.push(trial);
        deferred++;
        if (deferred >= waiting.length) {
          await setTimeout(pollMs, undefined, { signal: leave }).catch(() => undefined);
          deferred = 0;
        }
      }
      return undefined;
    },
  };
}

function isDone({ status }: TrialRecord): boolean {
  return status === 'finished' || status === 'diverged';
}
