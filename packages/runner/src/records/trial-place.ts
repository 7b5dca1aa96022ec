import type { TrialRecord } from './records.ts';
import { placeOfRepeat } from './repeat-plan.ts';

/** The seed and fold of a trial within its cell, for display. */
export interface TrialPlace {
  /** Index of the seed, from 0. */
  readonly seed: number;
  /** `2/5`; undefined without cross-validation. */
  readonly fold: string | undefined;
}

export function placeOfTrial({ repeat, config }: Pick<TrialRecord, 'repeat' | 'config'>): TrialPlace {
  const { seed, fold } = placeOfRepeat(repeat, { folds: config.fold?.count ?? null });
  return { seed, fold: fold === null || config.fold === undefined ? undefined : `${fold + 1}/${config.fold.count}` };
}
