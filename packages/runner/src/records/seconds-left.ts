import type { SweepSummary, TrialRecord } from './records.ts';

/** Work is counted in epochs, because the trials of a sweep may train for different numbers of them. */
export interface EpochWork {
  readonly doneEpochs: number;
  readonly leftEpochs: number;
  /** How long the epochs that are done have taken with all workers. */
  readonly seconds: number;
}

/** The time that is left when the epochs to come take as long as those that are done; null while none is. */
export function secondsLeft({ doneEpochs, leftEpochs, seconds }: EpochWork): number | null {
  return doneEpochs > 0 ? (leftEpochs * seconds) / doneEpochs : null;
}

/**
 * The time that is left as the store tells it, which does not say how far a running trial is: each counts as half done.
 * Null when the sweep does not run, has trained no trial itself, or has nothing left.
 */
export function secondsLeftOfSweep(
  sweep: Pick<SweepSummary, 'status' | 'workers'>,
  trials: readonly Pick<TrialRecord, 'config' | 'isReused' | 'result' | 'status'>[],
): number | null {
  if (sweep.status !== 'running') return null;
  const trained = trials.flatMap((trial) =>
    trial.result === null || trial.isReused ? [] : [{ epochs: trial.config.training.epochs, ...trial.result }],
  );
  const open = trials.filter(({ status }) => status === 'pending' || status === 'running');
  if (open.length === 0) return null;
  const workers = Math.max(1, Math.min(sweep.workers ?? 1, open.length));
  return secondsLeft({
    doneEpochs: trained.reduce((sum, { epochs }) => sum + epochs, 0),
    leftEpochs: open.reduce(
      (sum, { status, config }) => sum + config.training.epochs * (status === 'running' ? 0.5 : 1),
      0,
    ),
    seconds: trained.reduce((sum, { seconds }) => sum + seconds, 0) / workers,
  });
}
