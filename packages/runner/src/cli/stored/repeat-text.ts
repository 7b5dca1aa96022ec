import type { TrialRecord } from '../../records/records.ts';
import { placeOfTrial } from '../../records/trial-place.ts';

/** Names the trial's repeat within its cell, counted from 1: `seed 1`, `seed 1 fold 2/5`. */
export function repeatText(trial: TrialRecord): string {
  const { seed, fold } = placeOfTrial(trial);
  return fold === undefined ? `seed ${seed + 1}` : `seed ${seed + 1} fold ${fold}`;
}
