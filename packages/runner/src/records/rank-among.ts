import { isDistinguishable, type ComparedCell } from './distinguishable.ts';

export interface SharedRank {
  /** Competition rank from 1: 1, 1, 3. */
  readonly rank: number;
  /** True when another of these cells has the same rank. */
  readonly isTied: boolean;
}

/**
 * Ranks cells among themselves. Going down the order, a cell shares the rank of the group above while it is not
 * distinguishable from that group's first cell.
 *
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
