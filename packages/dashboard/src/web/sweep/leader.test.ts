import { expect, test } from 'vitest';
import type { LeaderboardRow } from '../../contract/index.ts';
import { sampleRow } from '../testing/sample-row.ts';
import { threeSeeds } from '../testing/three-seeds.ts';
import { describeLeader } from './leader.ts';

const row = (label: string, rank: number, mean: number, count: number, deviation: number | null): LeaderboardRow =>
  sampleRow(label, { rank, mean, count, standardDeviation: deviation });

test('a lead is said in points', () => {
  const leader = describeLeader([row('adam', 1, 0.98, 3, 0.001), row('sgd', 2, 0.976, 3, 0.001)], threeSeeds);
  expect(leader?.headline).toBe('wins by 0.40 points of validation accuracy over sgd (mean of 3 seeds).');
  expect(leader?.caution).toBeNull();
});

test('one seed may be luck', () => {
  const leader = describeLeader([row('adam', 1, 0.98, 1, null), row('sgd', 2, 0.9, 1, null)], threeSeeds);
  expect(leader?.headline).toMatch(/^is ahead by/);
  expect(leader?.caution).toMatch(/One finished seed/);
});

test('means within the spread of the seeds are not told apart', () => {
  const tied = [row('adam', 1, 0.98, 3, 0.01), row('sgd', 1, 0.979, 3, 0.01)].map((each) => ({
    ...each,
    isTied: true,
  }));
  const leader = describeLeader(tied, threeSeeds);
  expect(leader?.headline).toBe('is not distinguishable from sgd on validation accuracy (mean of 3 seeds).');
  expect(leader?.caution).toMatch(/two standard errors/);
});

test('folds are called folds', () => {
  const folded = { ...threeSeeds, repeats: 5, folds: 5 };
  const alone = describeLeader([row('adam', 1, 0.98, 1, null), row('sgd', 2, 0.9, 1, null)], folded);
  expect(alone?.caution).toBe('One finished fold shows no spread: this may be luck. Only more folds can settle it.');
});

test('a cell that lost seeds is not called the winner, and the mean of the others is in per cent', () => {
  const lost = row('adam', 1, 0.49, 3, 0.56);
  const states = ['finished', 'diverged', 'diverged'] as const;
  const finished = { count: 1, mean: 0.98, standardDeviation: null, min: 0.98, max: 0.98 };
  const repeats = states.map((status, repeat) => ({ trialId: repeat + 1, repeat, status }));
  const leader = describeLeader(
    [{ ...lost, repeats, finishedObjective: finished }, row('sgd', 2, 0.4, 3, 0.001)],
    threeSeeds,
  );
  expect(leader?.headline).toMatch(/^is ahead by 9\.0 points/);
  expect(leader?.caution).toContain(
    'Seeds 2 and 3 diverged and count as the worst value; without them the mean is 98.00 %.',
  );
});

test('without a result there is no leader', () => {
  expect(describeLeader([], threeSeeds)).toBeNull();
  expect(describeLeader([sampleRow('adam')], threeSeeds)).toBeNull();
});
