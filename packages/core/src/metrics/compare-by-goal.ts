import type { Goal } from './metric-names.ts';

/** Orders values by a goal for `sort`: the best first, NaN last. */
export function compareByGoal(goal: Goal): (a: number, b: number) => number {
  return (a, b) => {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    if (a === b) return 0;
    return a > b === (goal === 'maximize') ? -1 : 1;
  };
}
