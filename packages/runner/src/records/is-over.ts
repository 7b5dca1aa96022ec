import { isGivenUp } from './killed-runs.ts';
import type { TrialRecord } from './records.ts';
import { isDone } from './statuses.ts';

/** Whether a run that finds the trial so leaves it alone: it is finished or diverged, or was given up. */
export function isOver(trial: TrialRecord): boolean {
  return isDone(trial.status) || isGivenUp(trial);
}
