import type { SerializedError } from '@sweepdeck/core/errors';
import { countOf } from '@sweepdeck/core/words';
import { failureKindOf } from '../records/failure-kind.ts';
import { actionFor, backoffBefore, type FailurePolicy } from '../records/failure-policy.ts';

/** A failed attempt at a trial. */
export interface Failure {
  readonly trialId: number;
  readonly error: SerializedError;
  /** True when something other than this trial may have ended its worker. */
  readonly isMaybeOfAnother: boolean;
  /** True when training could not continue from its checkpoint; it can start from scratch. */
  readonly isAboutCheckpoint: boolean;
}

/** The consequence of a failure. */
export type FailureDecision =
  /** The trial is tried again after `delayMs`; with `isAlone`, when nothing else runs. */
  | { readonly type: 'retry'; readonly delayMs: number; readonly isAlone: boolean }
  | { readonly type: 'skip' }
  /** The run stops for a reason, a sentence. */
  | { readonly type: 'stop'; readonly reason: string };

/** Decides what follows each failure of one run. */
export interface FailureHandler {
  /** Decides what follows a failed attempt, and counts it. */
  decide(failure: Failure): FailureDecision;
  /** Decides what follows a divergence: the trial has its result, but the run may stop. */
  decideDiverged(): FailureDecision;
}

/** Creates the handler of a run. */
export function createFailureHandler(policy: FailurePolicy): FailureHandler {
  const retriesOf = new Map<number, number>();
  /** Trials that were retried because something else may have ended their worker. */
  const excused = new Set<number>();
  let failed = 0;

  const skip = (): FailureDecision => {
    failed++;
    if (policy.maxFailed === null || failed < policy.maxFailed) return { type: 'skip' };
    return {
      type: 'stop',
      reason: `${countOf(failed, 'trial')} failed, and failures.max_failed is ${policy.maxFailed}.`,
    };
  };

  return {
    decide({ trialId, error, isMaybeOfAnother, isAboutCheckpoint }) {
      if (isAboutCheckpoint) return { type: 'retry', delayMs: 0, isAlone: false };
      const kind = failureKindOf(error);
      const isAlone = kind === 'out-of-memory';
      if (isMaybeOfAnother && !excused.has(trialId)) {
        excused.add(trialId);
        return { type: 'retry', delayMs: 0, isAlone };
      }
      const action = actionFor(policy, kind);
      if (action === 'stop')
        return { type: 'stop', reason: `A trial failed (${kind}), and failures.actions says stop.` };
      const retry = (retriesOf.get(trialId) ?? 0) + 1;
      if (action === 'skip' || retry > policy.retries) return skip();
      retriesOf.set(trialId, retry);
      return { type: 'retry', delayMs: 1000 * backoffBefore(policy, retry), isAlone };
    },
    decideDiverged() {
      if (policy.actions.diverged !== 'stop') return { type: 'skip' };
      return { type: 'stop', reason: 'A trial diverged, and failures.actions says stop.' };
    },
  };
}
