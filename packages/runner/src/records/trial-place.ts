import type { TrialRecord } from './records.ts';
import { placeOfRepeat } from './repeat-plan.ts';

/** Which of its cell's trials one is, to be shown. */
export interface TrialPlace {
  /** Which of the cell's seeds, counted from 0. */
  readonly seed: number;
  /** `2/5`; undefined without a cross-validation. */
  readonly fold: string | undefined;
}

export function placeOfTrial({ repeat, config }: Pick<TrialRecord, 'repeat' | 'config'>): TrialPlace {
  const { seed, fold } = placeOfRepeat(repeat, { folds: config.fold?.count ?? null });
  return { seed, fold: fold === null || config.fold === undefined ? undefined : `${fold + 1}/${config.fold.count}` };
}
