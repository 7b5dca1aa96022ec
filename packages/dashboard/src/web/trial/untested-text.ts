import type { TrialStatus } from '../../contract/index.ts';

/** Explains why a test result is missing. Trials of earlier versions may have finished without measuring it. */
export function untestedText(status: TrialStatus): string {
  if (status === 'diverged') return 'A diverged trial is not tested.';
  if (status === 'finished') return 'Not measured when this trial was trained.';
  return 'Measured on the test split when the trial has finished.';
}
