import { setTimeout } from 'node:timers/promises';
import { isOver } from '../records/is-over.ts';
import type { PlannedTrial, TrialRecord } from '../records/records.ts';
import type { NextTrial, TrialSource } from '../search/trial-source.ts';

/** Gives the trials of a source to workers. Several workers may ask at the same time. */
export interface TrialQueue {
  /**
   * Returns the next trial to train. Waits while a running trial can bring another one: the source may need its
   * outcome, and a failed trial may come back. Undefined when nothing runs and nothing is left, or when `leave` has
   * fired.
   */
  next(): Promise<TrialRecord | undefined>;
  /**
   * Returns the next trial that `next` has set aside, to be trained while nothing else runs; undefined when there is
   * none.
   */
  nextAlone(): Promise<TrialRecord | undefined>;
  /** Reports that a trial has finished, diverged or failed. */
  end(trial: TrialRecord): void;
  /** Reports that a trial was stopped. */
  drop(): void;
  /** Takes back a trial that another sweep has started in the meantime. */
  giveBack(trial: TrialRecord): void;
  /** Takes back a trial that is tried again after a delay; with `isAlone`, when nothing else runs. */
  postpone(trial: TrialRecord, options: { readonly delayMs: number; readonly isAlone: boolean }): void;
  /** Takes back a trial that was halted and comes next. */
  halt(trial: TrialRecord): void;
  /** Takes back trials that had ended before: they are tried again. */
  add(trials: readonly TrialRecord[]): void;
  /** Tells whether other sweeps train trials that may come back to the queue. */
  hasDeferred(): boolean;
}

export interface TrialQueueOptions {
  readonly source: TrialSource;
  /** Returns a planned trial's record in the sweep; a new trial gets its place first. */
  readonly look: (trial: PlannedTrial) => Promise<TrialRecord>;
  /** Tells which trials are set aside; none when omitted. Asked whenever a trial is about to be given to a worker. */
  readonly mustRunAlone?: (trial: TrialRecord) => Promise<boolean>;
  readonly leave: AbortSignal;
  /** Called for each trial that another sweep has finished since this run began. */
  readonly onDoneElsewhere: (trial: TrialRecord) => void | Promise<void>;
  readonly pollMs?: number;
  /** Reads a monotonic clock, in milliseconds. */
  readonly uptime: () => number;
}

/** A trial that is looked at again at a time of the monotonic clock. */
interface Deferred {
  readonly trial: PlannedTrial;
  readonly dueAt: number;
}

/**
 * Creates the queue. A trial that another sweep is training is left to that sweep: it comes up again at the end, and
 * is dropped if it has finished by then.
 */
export function createTrialQueue({
  source,
  look,
  mustRunAlone = () => Promise.resolve(false),
  leave,
  onDoneElsewhere,
  pollMs = 1000,
  uptime,
}: TrialQueueOptions): TrialQueue {
  const deferred: Deferred[] = [];
  const aside: TrialRecord[] = [];
  const halted: TrialRecord[] = [];
  /** Number of trials that workers have, or are about to get. */
  let inHand = 0;
  let waiters: (() => void)[] = [];
  const wake = (): void => {
    for (const resolve of waiters) resolve();
    waiters = [];
  };
  leave.addEventListener('abort', wake, { once: true });
  const change = (): Promise<void> => new Promise((resolve) => void waiters.push(resolve));

  const release = (): void => {
    inHand--;
    wake();
  };
  /** Returns the trial if it can be trained now. */
  const take = async (trial: PlannedTrial): Promise<TrialRecord | 'over' | 'deferred'> => {
    inHand++;
    const current = await look(trial);
    if (isOver(current)) {
      await onDoneElsewhere(current);
      source.tell(current);
      release();
      return 'over';
    }
    if (current.status !== 'running') return current;
    deferred.push({ trial: current, dueAt: 0 });
    release();
    return 'deferred';
  };
  const pick = (answer: NextTrial): Deferred | undefined =>
    answer.type === 'trial' ? { trial: answer.trial, dueAt: 0 } : deferred.shift();

  return {
    async next() {
      let looked = 0;
      while (!leave.aborted) {
        const next = halted.shift();
        const answer: NextTrial = next === undefined ? source.ask() : { type: 'trial', trial: next };
        if (answer.type !== 'trial' && deferred.length > 0 && looked >= deferred.length) {
          await setTimeout(pollMs, undefined, { signal: leave }).catch(() => undefined);
          looked = 0;
        }
        const picked = pick(answer);
        if (picked === undefined) {
          if (inHand === 0) return undefined;
          await change();
          continue;
        }
        if (picked.dueAt > uptime()) {
          deferred.push(picked);
          looked++;
          continue;
        }
        const current = await take(picked.trial);
        if (current === 'over') continue;
        if (current === 'deferred') looked++;
        else if (await mustRunAlone(current)) {
          aside.push(current);
          release();
        } else return current;
      }
      return undefined;
    },
    async nextAlone() {
      while (!leave.aborted) {
        const trial = aside.shift();
        if (trial === undefined) return undefined;
        const current = await take(trial);
        if (current !== 'over' && current !== 'deferred') return current;
      }
      return undefined;
    },
    end(trial) {
      source.tell(trial);
      release();
    },
    drop: release,
    giveBack(trial) {
      deferred.push({ trial, dueAt: 0 });
      release();
    },
    halt(trial) {
      halted.push(trial);
      release();
    },
    postpone(trial, { delayMs, isAlone }) {
      if (isAlone) aside.push(trial);
      else deferred.push({ trial, dueAt: uptime() + delayMs });
      release();
    },
    add(trials) {
      deferred.push(...trials.map((trial) => ({ trial, dueAt: 0 })));
      wake();
    },
    hasDeferred: () => deferred.length > 0,
  };
}
