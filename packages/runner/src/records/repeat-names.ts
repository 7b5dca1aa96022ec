import { joinWords } from '@sweepdeck/core/words';
import { placeOfRepeat, type RepeatPlan } from './repeat-plan.ts';

/** The noun for what a cell's trials differ in; a run is a seed together with a fold. */
export type RepeatNoun = 'seed' | 'fold' | 'run';

export function repeatNoun({ seeds, folds }: RepeatPlan): RepeatNoun {
  if (folds === null) return 'seed';
  return seeds > 1 ? 'run' : 'fold';
}

/** Longer lists are cut. */
const maxNamed = 6;

/**
 * Names repeats, counted from 1: `seed 2`, `seeds 2 and 4`, `folds 1, 2 and 5`, `runs 1/2 and 2/5` (seed 1 fold 2 and
 * seed 2 fold 5). Of more than six, names the first five.
 *
 * @param repeats counted from 0, in order
 */
export function nameRepeats(repeats: readonly number[], plan: RepeatPlan): string {
  const noun = repeatNoun(plan);
  const nameOf = (repeat: number): string => {
    const { seed, fold } = placeOfRepeat(repeat, plan);
    return noun !== 'run' || fold === null ? String(repeat + 1) : `${seed + 1}/${fold + 1}`;
  };
  const names = repeats.map(nameOf);
  const shown = names.length > maxNamed ? [...names.slice(0, 5), `${names.length - 5} more`] : names;
  return `${noun}${names.length === 1 ? '' : 's'} ${joinWords(shown)}`;
}
