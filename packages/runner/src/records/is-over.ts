import { isGivenUp } from './killed-runs.ts';
import type { TrialRecord } from './records.ts';
import { isDone } from './statuses.ts';

/** Tells whether a run leaves the trial alone, because it has finished, diverged or been given up. */
export function isOver(trial: TrialRecord): boolean {
  return isDone(trial.status) || isGivenUp(trial);
}
