import { placeOfRepeat, repeatNoun as nounOfPlan, repeatPlanOf, type RepeatNoun } from '@sweepdeck/runner/records';
import type { Sweep } from '../../contract/index.ts';
import { plural } from './counts.ts';

type Repeats = Pick<Sweep, 'repeats' | 'folds'>;

/** Returns the noun for what a cell's trials differ in. */
export const repeatNoun = (sweep: Repeats): RepeatNoun => nounOfPlan(repeatPlanOf(sweep));

/** Describes the repeats: `3 seeds`, `5 folds`, `2 seeds × 5 folds`. */
export function describeRepeats(sweep: Repeats): string {
  const { seeds, folds } = repeatPlanOf(sweep);
  if (folds === null) return plural(seeds, 'seed');
  return seeds > 1 ? `${plural(seeds, 'seed')} × ${plural(folds, 'fold')}` : plural(folds, 'fold');
}

/** Names a repeat, counted from 0, within its cell: `seed 2`, `fold 1`, `seed 2 fold 1`. */
export function repeatName(repeat: number, sweep: Repeats): string {
  return places(repeat, sweep)
    .map(({ noun, place }) => `${noun} ${place}`)
    .join(' ');
}

/** Names a repeat with the total: `seed 2 of 3`, `fold 1 of 5`, `seed 2 of 2, fold 1 of 5`. */
export function repeatPlace(repeat: number, sweep: Repeats): string {
  return places(repeat, sweep)
    .map(({ noun, place, count }) => `${noun} ${place} of ${count}`)
    .join(', ');
}

/** Counts from 1. A single seed is not mentioned beside folds. */
function places(
  repeat: number,
  sweep: Repeats,
): { readonly noun: string; readonly place: number; readonly count: number }[] {
  const plan = repeatPlanOf(sweep);
  const { seed, fold } = placeOfRepeat(repeat, plan);
  const ofSeed = { noun: 'seed', place: seed + 1, count: plan.seeds };
  if (fold === null || plan.folds === null) return [ofSeed];
  const ofFold = { noun: 'fold', place: fold + 1, count: plan.folds };
  return plan.seeds > 1 ? [ofSeed, ofFold] : [ofFold];
}
