import { setTimeout } from 'node:timers/promises';
import { isGivenUp } from '../records/killed-runs.ts';
import { isDone } from '../records/statuses.ts';
import type { TrialRecord } from '../records/records.ts';

export interface TrialQueue {
  /** The next trial to train; undefined when there is none or `leave` has fired. */
  next(): Promise<TrialRecord | undefined>;
  /** Takes a trial back that another sweep has started in the meantime. */
  giveBack(trial: TrialRecord): void;
}

export interface TrialQueueOptions {
  readonly store: {
    getTrial(id: number, sweepId: number): TrialRecord | undefined | Promise<TrialRecord | undefined>;
  };
  readonly sweepId: number;
  /** In grid order. */
  readonly trials: readonly TrialRecord[];
  readonly leave: AbortSignal;
  /** Hears of each trial that another sweep has finished since this one began. */
  readonly onDoneElsewhere: (trial: TrialRecord) => void | Promise<void>;
  readonly pollMs?: number;
}

/**
 * The trials still to train. One that another sweep trains right now is left to it: it comes up again at the end, and is
 * dropped when the other sweep has finished it.
 */
export function createTrialQueue({
  store,
  sweepId,
  trials,
  leave,
  onDoneElsewhere,
  pollMs = 1000,
}: TrialQueueOptions): TrialQueue {
  const waiting = trials.filter((trial) => !isOver(trial));
  return {
    async next() {
      let deferred = 0;
      while (!leave.aborted) {
        const trial = waiting.shift();
        if (trial === undefined) return undefined;
        const current = (await store.getTrial(trial.id, sweepId)) ?? trial;
        if (isOver(current)) {
          await onDoneElsewhere(current);
          continue;
        }
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
    giveBack: (trial) => void waiting.push(trial),
  };
}

/** Nobody is to train it in this run. */
function isOver(trial: TrialRecord): boolean {
  return isDone(trial.status) || isGivenUp(trial);
}
