import type { SweepSummary, TrialRecord } from './records.ts';

/** Work counted in epochs, because the trials of a sweep may train for different numbers of them. */
export interface EpochWork {
  readonly doneEpochs: number;
  readonly leftEpochs: number;
  /** Time that all workers together took for the finished epochs. */
  readonly seconds: number;
}

/**
 * Estimates the time left, assuming that the remaining epochs take as long as the finished ones; null before the
 * first.
 */
export function secondsLeft({ doneEpochs, leftEpochs, seconds }: EpochWork): number | null {
  return doneEpochs > 0 ? (leftEpochs * seconds) / doneEpochs : null;
}

/**
 * Estimates the time left from the store, which does not record the progress within a trial: each running trial
 * counts as half done. Null when the sweep is not running, has trained no trial itself, or has nothing left.
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
