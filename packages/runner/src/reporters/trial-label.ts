import { cellLabel } from '../records/cell-label.ts';
import type { TrialRecord } from '../records/records.ts';
import { repeatPlanOf } from '../records/repeat-plan.ts';
import { placeOfTrial } from '../records/trial-place.ts';

/**
 * Names a trial for people: `cross-entropy · adam · 0.001 #2 fold 1/5`. `#2` is the seed's number, shown when there
 * are several.
 */
export function trialLabel(trial: Pick<TrialRecord, 'parameters' | 'repeat' | 'config'>, repeats: number): string {
  const { seeds } = repeatPlanOf({ repeats, folds: trial.config.fold?.count ?? null });
  const { seed, fold } = placeOfTrial(trial);
  return [
    cellLabel(trial.parameters),
    ...(seeds > 1 ? [`#${seed + 1}`] : []),
    ...(fold === undefined ? [] : [`fold ${fold}`]),
  ].join(' ');
}
