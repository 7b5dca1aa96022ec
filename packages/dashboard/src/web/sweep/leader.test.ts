import { expect, test } from 'vitest';
import type { LeaderboardRow } from '../../contract/index.ts';
import { describeLeader } from './leader.ts';

const accuracy = {
  objective: { name: 'validation.accuracy', goal: 'maximize' },
  status: 'running',
  repeats: 3,
  folds: null,
} as const;

function row(label: string, rank: number, mean: number, count: number, deviation: number | null): LeaderboardRow {
  return {
    rank,
    cell: label,
    parameters: {},
    label,
    trialIds: [rank],
    counts: { pending: 0, running: 0, finished: count, diverged: 0, failed: 0 },
    objective: { count, mean, standardDeviation: deviation, min: mean, max: mean },
    testAccuracy: null,
    bestEpoch: null,
    seconds: null,
  };
}

test('a clear lead is said in points', () => {
  const leader = describeLeader([row('adam', 1, 0.98, 3, 0.001), row('sgd', 2, 0.976, 3, 0.001)], accuracy);
  expect(leader?.headline).toBe('leads by 0.40 points of validation accuracy over sgd');
  expect(leader?.caution).toBeNull();
});

test('a finished sweep has a winner', () => {
  const rows = [row('adam', 1, 0.98, 3, 0.001), row('sgd', 2, 0.9, 3, 0.001)];
  expect(describeLeader(rows, { ...accuracy, status: 'finished' })?.headline).toMatch(/^wins by 8\.0 points/);
});

test('one seed may be luck', () => {
  const leader = describeLeader([row('adam', 1, 0.98, 1, null), row('sgd', 2, 0.9, 1, null)], accuracy);
  expect(leader?.headline).toMatch(/^is ahead by/);
  expect(leader?.caution).toMatch(/One seed/);
});

test('a lead within the spread of the seeds is not one', () => {
  const leader = describeLeader([row('adam', 1, 0.98, 3, 0.01), row('sgd', 2, 0.979, 3, 0.01)], accuracy);
  expect(leader?.caution).toMatch(/within the spread/);
});

test('folds are called folds', () => {
  const folded = { ...accuracy, repeats: 5, folds: 5 };
  const alone = describeLeader([row('adam', 1, 0.98, 1, null), row('sgd', 2, 0.9, 1, null)], folded);
  expect(alone?.caution).toBe('One fold: this may be luck. Only more folds make it sure.');
  const close = describeLeader([row('adam', 1, 0.98, 5, 0.01), row('sgd', 2, 0.979, 5, 0.01)], folded);
  expect(close?.caution).toBe('The lead is within the spread of the folds (mean of 5 and 5): treat the two as equal.');
  const early = describeLeader([row('adam', 1, 0.98, 5, 0.01), row('sgd', 2, 0.9, 1, null)], folded);
  expect(early?.caution).toBe('The runner-up has one fold: the lead may be luck.');
});

test('a tie is a tie', () => {
  const leader = describeLeader([row('adam', 1, 0.98, 3, 0.01), row('sgd', 1, 0.98, 3, 0.01)], accuracy);
  expect(leader?.headline).toBe('ties with 1 other cell on validation accuracy');
});

test('without a result there is no leader', () => {
  expect(describeLeader([], accuracy)).toBeNull();
  expect(describeLeader([{ ...row('adam', 1, 0, 0, null), rank: null, objective: null }], accuracy)).toBeNull();
});
