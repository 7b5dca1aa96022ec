import { isDistinguishable, type ComparedCell } from './distinguishable.ts';

export interface SharedRank {
  /** From 1, of a competition: 1, 1, 3. */
  readonly rank: number;
  /** Whether another of these cells has the same rank. */
  readonly isTied: boolean;
}

/**
 * The ranks of cells among themselves. Going down the order, a cell shares the rank of the group before it as long as it
 * is not distinguishable from the first cell of that group.
 * @param ordered best first
 */
export function rankAmong(ordered: readonly ComparedCell[]): SharedRank[] {
  let [first] = ordered;
  let rank = 1;
  const ranks = ordered.map((cell, index) => {
    if (first !== undefined && isDistinguishable(first, cell)) [first, rank] = [cell, index + 1];
    return rank;
  });
  return ranks.map((own, index) => ({ rank: own, isTied: ranks[index - 1] === own || ranks[index + 1] === own }));
}
