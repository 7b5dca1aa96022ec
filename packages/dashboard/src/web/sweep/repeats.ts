import type { Sweep } from '../../contract/index.ts';
import { plural } from '../format.ts';

type Repeats = Pick<Sweep, 'repeats' | 'folds'>;

export { repeatNoun } from '@sweepdeck/runner/records';

/** `3 seeds`, `5 folds`, `2 seeds × 5 folds`. */
export function describeRepeats({ repeats, folds }: Repeats): string {
  if (folds === null) return plural(repeats, 'seed');
  const seeds = repeats / folds;
  return seeds > 1 ? `${plural(seeds, 'seed')} × ${plural(folds, 'fold')}` : plural(folds, 'fold');
}

/** Which of its cell's trials a repeat, counted from 0, is: `seed 2`, `fold 1`, `seed 2 fold 1`. */
export function repeatName(repeat: number, sweep: Repeats): string {
  return places(repeat, sweep)
    .map(({ noun, place }) => `${noun} ${place}`)
    .join(' ');
}

/** The same with how many there are: `seed 2 of 3`, `fold 1 of 5`, `seed 2 of 2, fold 1 of 5`. */
export function repeatPlace(repeat: number, sweep: Repeats): string {
  return places(repeat, sweep)
    .map(({ noun, place, count }) => `${noun} ${place} of ${count}`)
    .join(', ');
}

/** Places are counted from 1. A lone seed goes without saying beside folds. */
function places(
  repeat: number,
  { repeats, folds }: Repeats,
): { readonly noun: string; readonly place: number; readonly count: number }[] {
  if (folds === null) return [{ noun: 'seed', place: repeat + 1, count: repeats }];
  const seed = { noun: 'seed', place: Math.floor(repeat / folds) + 1, count: repeats / folds };
  const fold = { noun: 'fold', place: (repeat % folds) + 1, count: folds };
  return seed.count > 1 ? [seed, fold] : [fold];
}
