import type { TrialRecord } from './records.ts';

/** Which of its cell's trials one is. */
export interface RepeatPlace {
  /** Which of the cell's seeds, counted from 0. */
  readonly seed: number;
  /** `2/5`; undefined without a cross-validation. */
  readonly fold: string | undefined;
}

/** The parts of a trial's repeat number. */
export function placeOfRepeat({ repeat, config }: Pick<TrialRecord, 'repeat' | 'config'>): RepeatPlace {
  const { fold } = config;
  if (fold === undefined) return { seed: repeat, fold: undefined };
  return { seed: Math.floor(repeat / fold.count), fold: `${fold.index + 1}/${fold.count}` };
}
