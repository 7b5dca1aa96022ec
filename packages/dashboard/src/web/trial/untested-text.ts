import type { TrialStatus } from '../../contract/index.ts';

/** Why something of the test split is not there. A run of an earlier version has finished without measuring it. */
export function untestedText(status: TrialStatus): string {
  if (status === 'diverged') return 'A diverged run is not tested.';
  if (status === 'finished') return 'Not measured when this run was trained.';
  return 'Measured on the test split when the run has finished.';
}
