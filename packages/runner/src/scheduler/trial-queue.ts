import { setTimeout } from 'node:timers/promises';
import { isOver } from '../records/is-over.ts';
import type { PlannedTrial, TrialRecord } from '../records/records.ts';
import type { NextTrial, TrialSource } from '../search/trial-source.ts';

/** Hands the trials of a source to workers, of whom several may ask at once. */
export interface TrialQueue {
  /**
   * The next trial to train. Waits where the source waits for the outcome of one that runs. Undefined when nothing runs that
   * could bring another one, or when `leave` has fired.
   */
  next(): Promise<TrialRecord | undefined>;
  /** The next of the trials that `next` has set aside, for when nothing runs; undefined when there is none now. */
  nextAlone(): Promise<TrialRecord | undefined>;
  /** What was handed out is over: finished, diverged or failed. */
  end(trial: TrialRecord): void;
  /** What was handed out was stopped. */
  drop(): void;
  /** Takes a trial back that another sweep has started in the meantime. */
  giveBack(trial: TrialRecord): void;
  /** Whether trials are left to other sweeps that may come up again. */
  hasDeferred(): boolean;
}

export interface TrialQueueOptions {
  readonly source: TrialSource;
  /** The trial as the sweep has it now; one that is new to the sweep gets its place. */
  readonly look: (trial: PlannedTrial) => Promise<TrialRecord>;
  /** Which trials are set aside. Left out: none. */
  readonly mustRunAlone?: (trial: TrialRecord) => boolean;
  readonly leave: AbortSignal;
  /** Hears of each trial that comes up and is over already, because another sweep has finished it since this one began. */
  readonly onDoneElsewhere: (trial: TrialRecord) => void | Promise<void>;
  readonly pollMs?: number;
}

/**
 * A trial that another sweep trains right now is left to it: it comes up again at the end, and is dropped when the other
 * sweep has finished it.
 */
export function createTrialQueue({
  source,
  look,
  mustRunAlone = () => false,
  leave,
  onDoneElsewhere,
  pollMs = 1000,
}: TrialQueueOptions): TrialQueue {
  const deferred: TrialRecord[] = [];
  const aside: TrialRecord[] = [];
  /** Handed out, or on the way. */
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
  /** The trial where it can be trained now. */
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
    deferred.push(current);
    release();
    return 'deferred';
  };
  const pick = (answer: NextTrial): PlannedTrial | undefined =>
    answer.type === 'trial' ? answer.trial : deferred.shift();

  return {
    async next() {
      let looked = 0;
      while (!leave.aborted) {
        const answer = source.ask();
        if (answer.type !== 'trial' && deferred.length > 0 && looked >= deferred.length) {
          await setTimeout(pollMs, undefined, { signal: leave }).catch(() => undefined);
          looked = 0;
        }
        const trial = pick(answer);
        if (trial === undefined) {
          if (answer.type !== 'wait' || inHand === 0) return undefined;
          await change();
          continue;
        }
        const current = await take(trial);
        if (current === 'over') continue;
        if (current === 'deferred') looked++;
        else if (mustRunAlone(current)) {
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
      deferred.push(trial);
      release();
    },
    hasDeferred: () => deferred.length > 0,
  };
}
