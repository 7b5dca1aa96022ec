import { SweepdeckError } from '@sweepdeck/core/errors';
import type { SweepRow } from './rows.ts';

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

/** Makes the error for a sweep that a living process runs. */
export function sweepIsRunning(row: Pick<SweepRow, 'id' | 'name' | 'process_id'>): SweepdeckError {
  return new SweepdeckError({
    code: 'sweep-is-running',
    message: `Process ${row.process_id} is already running sweep s${row.id} (${row.name}).`,
    hint: `Watch it with \`runner dashboard\`, or stop it with \`runner stop s${row.id}\`.`,
  });
}

/** Makes the error for a sweep that another process has just deleted. */
export function deletedMeanwhile(sweepId: number): SweepdeckError {
  return new SweepdeckError({
    code: 'sweep-not-found',
    message: `Sweep s${sweepId} is no longer in the store: another process has deleted it.`,
    hint: 'List the sweeps with `runner list`.',
  });
}
