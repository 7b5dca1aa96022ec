/** The direction in which a number is better. */
export type Goal = 'maximize' | 'minimize';

export const goals = ['maximize', 'minimize'] as const satisfies readonly Goal[];

/** A value that every number is better than. */
export const worstValue: Readonly<Record<Goal, number>> = { maximize: -Infinity, minimize: Infinity };

/**
 * Tells whether a value is better than another by more than `margin`. Nothing is better than NaN, and NaN is better
 * than nothing.
 *
 * @param margin 0 or more
 */
export function isBetter(goal: Goal, value: number, other: number, margin = 0): boolean {
  return goal === 'maximize' ? value > other + margin : value < other - margin;
}

/** Compares two values for a sort that puts the best first and NaN last: negative when `a` is better. */
export function compareByGoal(goal: Goal, a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  if (a === b) return 0;
  return a > b === (goal === 'maximize') ? -1 : 1;
}
