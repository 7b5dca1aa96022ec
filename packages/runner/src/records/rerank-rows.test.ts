import { expect, test } from 'vitest';
import type { LeaderboardRow } from './leaderboard-row.ts';
import { rerankRows } from './rerank-rows.ts';

function row(cell: string, rank: number | null, mean: number, standardDeviation: number | null = null): LeaderboardRow {
  const objective = rank === null ? null : { count: 4, mean, standardDeviation, min: mean, max: mean };
  return {
    rank,
    isTied: true,
    cell,
    parameters: {},
    label: cell,
    trialIds: [],
    repeats: [],
    counts: { pending: 0, running: 0, finished: 4, diverged: 0, failed: 0 },
    objective,
    finishedObjective: objective,
    worstCountedObjective: objective,
    testAccuracy: null,
    bestEpoch: null,
    seconds: null,
  };
}

const ranksOf = (rows: readonly LeaderboardRow[]): (readonly [string, number | null, boolean])[] =>
  rerankRows(rows).map(({ cell, rank, isTied }) => [cell, rank, isTied] as const);

test('what is left of a leaderboard is ranked anew from 1', () => {
  expect(ranksOf([row('c', 3, 0.8), row('d', 4, 0.7)])).toEqual([
    ['c', 1, false],
    ['d', 2, false],
  ]);
});

test('a cell that was tied with one that is gone is compared with those that are left', () => {
  // 2 sqrt(0.02^2 / 4 + 0.02^2 / 4) is 0.028: b was tied with a, c was not, and b and c cannot be told apart.
  const [a, b, c] = [row('a', 1, 0.83, 0.02), row('b', 1, 0.81, 0.02), row('c', 3, 0.79, 0.02)];
  expect(ranksOf([a, b, c]).map(([, rank]) => rank)).toEqual([1, 1, 3]);
  expect(ranksOf([b, c])).toEqual([
    ['b', 1, true],
    ['c', 1, true],
  ]);
});

test('rows without a result stay without a rank', () => {
  expect(ranksOf([row('a', 2, 0.8), row('b', null, 0)])).toEqual([
    ['a', 1, false],
    ['b', null, false],
  ]);
});
