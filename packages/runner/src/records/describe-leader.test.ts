import { expect, test } from 'vitest';
import { describeLeader, type DescribedSweep, type Leader } from './describe-leader.ts';
import { buildLeaderboard } from './leaderboard.ts';
import { trialRecord } from '../../test/fixtures/sweep-events.ts';
import type { TrialRecord } from './records.ts';
import type { TrialStatus } from './statuses.ts';

type Outcome = number | Exclude<TrialStatus, 'finished'>;

const accuracy: DescribedSweep = {
  objective: { name: 'validation.accuracy', goal: 'maximize' },
  diverged: 'worst',
  repeats: 4,
  folds: null,
};

/** Cells by name, each with the objectives of its repeats. */
function leaderOf(
  cells: Readonly<Record<string, readonly Outcome[]>>,
  changes: Partial<DescribedSweep> = {},
): Leader | null {
  let position = 0;
  const trials = Object.entries(cells).flatMap(([cell, outcomes]) =>
    outcomes.map((outcome, repeat): TrialRecord => {
      const status = typeof outcome === 'number' ? 'finished' : outcome;
      const objective = typeof outcome === 'number' ? outcome : Number.NaN;
      const isDone = status === 'finished' || status === 'diverged';
      const result = { bestEpoch: 1, objective, seconds: 1, divergedAt: null, metrics: {} };
      return trialRecord(position++, {
        cell,
        repeat,
        parameters: { loss: cell },
        status,
        result: isDone ? result : null,
      });
    }),
  );
  const sweep = { ...accuracy, ...changes };
  const rows = buildLeaderboard({ objective: sweep.objective, spec: { diverged: sweep.diverged } }, trials);
  return describeLeader(rows, sweep, {
    title: 'accuracy',
    format: (value) => value.toFixed(3),
    formatDifference: (value) => `${(value * 100).toFixed(1)} points`,
  });
}

test('a clear lead in a sweep that is through wins', () => {
  expect(leaderOf({ a: [0.98, 0.981], b: [0.95, 0.951] })).toMatchObject({
    row: { cell: 'a' },
    headline: 'wins by 3.0 points of accuracy over b (mean of 2 seeds).',
    caution: null,
  });
});

test('while something of the sweep is to come or failed, it leads', () => {
  for (const status of ['pending', 'running', 'failed'] as const) {
    const leader = leaderOf({ a: [0.98, 0.981], b: [0.95, 0.951, status] });
    expect(leader).toMatchObject({
      headline: 'leads by 3.0 points of accuracy over b (mean of 2 seeds).',
      caution: null,
    });
  }
});

test('a cell that lost seeds never wins: the seeds are named, with the mean of the others', () => {
  const leader = leaderOf({ a: [0.98, 'diverged', 0.982, 'diverged'], b: [0.2, 0.201, 0.2, 0.201] });
  expect(leader).toMatchObject({
    headline: 'is ahead by 29.0 points of accuracy over b (mean of 4 seeds).',
    caution: 'Seeds 2 and 4 diverged and count as the worst value; without them the mean is 0.981.',
  });
});

test('left out of the mean, lost seeds are told as well', () => {
  const leader = leaderOf(
    { a: [0.98, 'diverged', 0.982, 'diverged'], b: [0.95, 0.952, 0.95, 0.952] },
    { diverged: 'leave-out' },
  );
  expect(leader).toMatchObject({
    headline: 'is ahead by 3.0 points of accuracy over b (mean of 2 seeds).',
    caution: 'Seeds 2 and 4 diverged and are left out of the mean; with them as the worst value it is 0.490.',
  });
});

test('a cell that would come first, had it lost no seed, is named', () => {
  const leader = leaderOf({ a: [0.98, 'diverged', 0.982], b: [0.954, 0.954, 0.955] });
  expect(leader).toMatchObject({
    row: { cell: 'b' },
    headline: 'wins by 30.0 points of accuracy over a (mean of 3 seeds).',
    caution: 'a reaches 0.981 where it does not diverge, but seed 2 diverged.',
  });
});

test('a cell that lacks seeds never wins: those that failed are named, the others counted', () => {
  const failed = leaderOf({ a: [0.98, 0.981, 'failed', 'failed'], b: [0.95, 0.951, 0.95, 0.951] });
  expect(failed).toMatchObject({
    headline: 'is ahead by 3.0 points of accuracy over b (mean of 2 of 4 seeds so far).',
    caution: 'Seeds 3 and 4 failed.',
  });
  const early = leaderOf({ a: [0.98, 0.981, 0.98, 'running'], b: [0.95, 0.951, 0.95, 'pending'] });
  expect(early).toMatchObject({
    headline: 'is ahead by 3.0 points of accuracy over b (mean of 3 of 4 seeds so far).',
    caution: 'Seed 4 has not finished: the mean may still change.',
  });
});

test('one seed shows no spread: neither a win nor a tie', () => {
  const leader = leaderOf({ a: [0.98], b: [0.95] });
  expect(leader).toMatchObject({
    headline: 'is ahead by 3.0 points of accuracy over b (one seed).',
    caution: 'One finished seed shows no spread: this may be luck. Repeat with more seeds to be sure.',
  });
  expect(leaderOf({ a: [0.98], b: [0.98] })?.headline).toBe('has the same accuracy as b (one seed).');
  expect(leaderOf({ a: [0.98, 0.981], b: [0.95] })?.caution).toBe(
    'The runner-up has one finished seed, which shows no spread: the lead may be luck.',
  );
});

test('means within the spread are not distinguishable', () => {
  const close = { a: [0.98, 0.96], b: [0.979, 0.959], c: [0.978, 0.96], d: [0.5, 0.51] };
  expect(leaderOf(close)).toMatchObject({
    row: { cell: 'a', rank: 1 },
    headline: 'is not distinguishable from b and 1 other on accuracy (mean of 2 seeds).',
    caution: 'The means are less than two standard errors apart: treat them as equal, or add repeats.',
  });
});

test('folds are called folds', () => {
  const folds = { repeats: 5, folds: 5 };
  expect(leaderOf({ a: [0.98], b: [0.95] }, folds)?.caution).toBe(
    'One finished fold shows no spread: this may be luck. Only more folds can settle it.',
  );
  expect(leaderOf({ a: [0.98, 'diverged', 0.97], b: [0.1, 0.1, 0.1] }, folds)?.caution).toMatch(/^Fold 2 diverged/);
});

test('without a result there is no leader; alone it is the only one', () => {
  expect(leaderOf({})).toBeNull();
  expect(leaderOf({ a: ['pending'], b: ['diverged'] })).toBeNull();
  expect(leaderOf({ a: [0.9, 0.91], b: ['pending'] })?.headline).toBe('is the only result so far (mean of 2 seeds).');
});
