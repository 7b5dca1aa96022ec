import { SweepdeckError } from '@sweepdeck/core/errors';

/** Makes the error for a trial that cannot be started. */
export function notWaiting(trialId: number): SweepdeckError {
  return new SweepdeckError({
    code: 'trial-not-waiting',
    message: `Trial t${trialId} is not waiting to be run: it is finished, or another sweep runs it.`,
    hint: `Look at it with \`runner show t${trialId}\`.`,
  });
}

/** Makes the error for a sweep that another process has taken over. */
export function takenOver(sweepId: number): SweepdeckError {
  return new SweepdeckError({
    code: 'sweep-taken-over',
    message: `Sweep s${sweepId} no longer belongs to this process: it gave no heartbeat for too long, and another process took the sweep over.`,
    hint: 'Look at the sweep with `runner list`; run the same command again when no other process runs it.',
  });
}
