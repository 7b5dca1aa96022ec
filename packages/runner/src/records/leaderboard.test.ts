import type { Goal, MetricName } from '@sweepdeck/core/metrics';
import { expect, test } from 'vitest';
import { buildLeaderboard } from './leaderboard.ts';
import { otherMean } from './other-mean.ts';
import type { TrialRecord, TrialResult } from './records.ts';
import type { TrialStatus } from './statuses.ts';

const maximize = { objective: { name: 'validation.accuracy', goal: 'maximize' }, spec: {} } as const;
const minimize = { objective: { name: 'validation.loss', goal: 'minimize' }, spec: {} } as const;

let nextId = 1;

function trial(cell: string, repeat: number, status: TrialStatus, objective = 0.5): TrialRecord {
  const isDone = status === 'finished' || status === 'diverged';
  const result: TrialResult = {
    bestEpoch: status === 'diverged' ? null : 2,
    objective: status === 'diverged' ? Number.NaN : objective,
    seconds: 10,
    divergedAt: null,
    metrics: status === 'finished' ? { 'test.accuracy': objective - 0.01 } : {},
  };
  return {
    id: nextId++,
    sweepId: 1,
    position: nextId,
    key: `${cell}/${repeat}`,
    cell,
    repeat,
    config: {
      dataset: { name: 'glyphs', count: 5000, seed: 1, test_fraction: 0.2, validation_fraction: 0.2, split_seed: 42 },
      model: { name: 'seed-cnn' },
      loss: { name: 'cross-entropy' },
      optimizer: { name: 'adam' },
      learning_rate: 0.001,
      schedule: { name: 'constant' },
      training: { epochs: 2, batch_size: 32 },
      metric: { name: 'validation.accuracy', goal: 'maximize' },
      seed: repeat,
    },
    parameters: { loss: cell },
    status,
    engine: 'cpu',
    result: isDone ? result : null,
    attempts: 1,
    error: null,
    startedAt: null,
    finishedAt: null,
    isReused: false,
  };
}

const summary = (rows: ReturnType<typeof buildLeaderboard>) => rows.map(({ rank, cell }) => [rank, cell]);

test('ranks by the mean over repeats', () => {
  const rows = buildLeaderboard(maximize, [
    trial('a', 0, 'finished', 0.81),
    trial('a', 1, 'finished', 0.8),
    trial('b', 0, 'finished', 0.88),
    trial('b', 1, 'finished', 0.86),
  ]);
  expect(summary(rows)).toEqual([
    [1, 'b'],
    [2, 'a'],
  ]);
  expect(rows[0]?.objective?.mean).toBeCloseTo(0.87, 12);
  expect(rows[0]?.objective?.standardDeviation).toBeCloseTo(0.02 / Math.SQRT2, 12);
  expect(rows[0]?.testAccuracy?.mean).toBeCloseTo(0.86, 12);
  expect(rows[0]?.label).toBe('b');
});

test('a loss is better when it is smaller', () => {
  const trials = [trial('high', 0, 'finished', 0.9), trial('low', 0, 'finished', 0.1)];
  expect(summary(buildLeaderboard(minimize, trials))).toEqual([
    [1, 'low'],
    [2, 'high'],
  ]);
});

test('equal means share a rank and the next rank is skipped', () => {
  const rows = buildLeaderboard(maximize, [
    trial('worst', 0, 'finished', 0.1),
    trial('a', 0, 'finished', 0.94),
    trial('a', 1, 'finished', 0.97),
    // 0.955 too, but not in the last bit.
    trial('b', 0, 'finished', 0.95),
    trial('b', 1, 'finished', 0.96),
    trial('best', 0, 'finished', 0.99),
  ]);
  expect(summary(rows)).toEqual([
    [1, 'best'],
    [2, 'a'],
    [2, 'b'],
    [4, 'worst'],
  ]);
});

/** Four seeds each: the unstable cell has the better mean where it does not diverge. */
const unstableTrials = (): TrialRecord[] => [
  trial('steady', 0, 'finished', 0.96),
  trial('steady', 1, 'finished', 0.959),
  trial('steady', 2, 'finished', 0.961),
  trial('steady', 3, 'finished', 0.96),
  trial('unstable', 0, 'finished', 0.981),
  trial('unstable', 1, 'diverged'),
  trial('unstable', 2, 'finished', 0.983),
  trial('unstable', 3, 'diverged'),
];

test('a diverged repeat counts as the worst value: a cell that loses seeds does not come first', () => {
  const rows = buildLeaderboard(maximize, unstableTrials());
  expect(summary(rows)).toEqual([
    [1, 'steady'],
    [2, 'unstable'],
  ]);
  const unstable = rows[1];
  expect(unstable?.objective).toMatchObject({ count: 4, min: 0 });
  expect(unstable?.objective?.mean).toBeCloseTo(0.491, 12);
  expect(unstable?.finishedObjective).toMatchObject({ count: 2, min: 0.981 });
  expect(unstable?.finishedObjective?.mean).toBeCloseTo(0.982, 12);
  expect(unstable?.counts).toEqual({ pending: 0, running: 0, finished: 2, diverged: 2, failed: 0 });
  expect(unstable?.repeats.map(({ repeat, status }) => [repeat, status])).toEqual([
    [0, 'finished'],
    [1, 'diverged'],
    [2, 'finished'],
    [3, 'diverged'],
  ]);
});

test('diverged: leave-out ranks by the repeats that finished', () => {
  const rows = buildLeaderboard({ ...maximize, spec: { diverged: 'leave-out' } }, unstableTrials());
  expect(summary(rows)).toEqual([
    [1, 'unstable'],
    [2, 'steady'],
  ]);
  expect(rows[0]?.objective).toEqual(rows[0]?.finishedObjective);
});

test('both means of a cell that lost repeats are kept, whatever ranks', () => {
  for (const diverged of ['worst', 'leave-out'] as const) {
    const rows = buildLeaderboard({ ...maximize, spec: { diverged } }, unstableTrials());
    const unstable = rows.find(({ cell }) => cell === 'unstable');
    expect(unstable?.finishedObjective?.mean).toBeCloseTo(0.982, 12);
    expect(unstable?.worstCountedObjective?.mean).toBeCloseTo(0.491, 12);
    const other = diverged === 'worst' ? unstable?.finishedObjective : unstable?.worstCountedObjective;
    expect(unstable && otherMean(unstable, diverged)).toEqual(other);
    const steady = rows.find(({ cell }) => cell === 'steady');
    expect(steady && otherMean(steady, diverged)).toBeNull();
  }
});

test('the worst value is the bound of the metric, else the worst objective of the sweep', () => {
  const trials = [
    trial('a', 0, 'finished', 0.1),
    trial('a', 1, 'diverged'),
    trial('b', 0, 'finished', 0.4),
    trial('b', 1, 'finished', 0.7),
  ];
  const meanOfA = (name: MetricName, goal: Goal) =>
    buildLeaderboard({ objective: { name, goal }, spec: {} }, trials).find(({ cell }) => cell === 'a')?.objective?.mean;
  expect(meanOfA('validation.loss', 'minimize')).toBeCloseTo((0.1 + 0.7) / 2, 12);
  expect(meanOfA('validation.nll', 'minimize')).toBeCloseTo((0.1 + 0.7) / 2, 12);
  expect(meanOfA('validation.brier', 'minimize')).toBeCloseTo((0.1 + 2) / 2, 12);
  expect(meanOfA('validation.ece', 'minimize')).toBeCloseTo((0.1 + 1) / 2, 12);
  expect(meanOfA('validation.macro_f1', 'maximize')).toBeCloseTo(0.05, 12);
  // Asked to minimize it, its worst value is the largest.
  expect(meanOfA('validation.accuracy', 'minimize')).toBeCloseTo((0.1 + 1) / 2, 12);
});

test('a training that ended without a finite objective counts as diverged', () => {
  const rows = buildLeaderboard(maximize, [
    trial('a', 0, 'finished', 0.9),
    trial('a', 1, 'finished', Number.NaN),
    trial('b', 0, 'finished', 0.8),
    trial('b', 1, 'finished', 0.81),
  ]);
  expect(summary(rows)).toEqual([
    [1, 'b'],
    [2, 'a'],
  ]);
  expect(rows[1]?.counts).toMatchObject({ finished: 1, diverged: 1 });
});

test('repeats that failed or are to come have no part in the mean', () => {
  const rows = buildLeaderboard(maximize, [
    trial('a', 0, 'finished', 0.9),
    trial('a', 1, 'failed'),
    trial('a', 2, 'pending'),
    trial('a', 3, 'running'),
  ]);
  expect(rows[0]).toMatchObject({ rank: 1, objective: { count: 1, mean: 0.9 } });
});

test('cells whose means are within two standard errors share a rank, counted from the first of the group', () => {
  const cell = (name: string, mean: number, spread: number): TrialRecord[] =>
    [-1, 0, 1].map((side, repeat) => trial(name, repeat, 'finished', mean + side * spread));
  // Standard error of a difference: sqrt(2 * 0.01^2 / 3) = 0.00816, so that 0.0163 is the limit.
  const rows = buildLeaderboard(maximize, [
    ...cell('a', 0.9, 0.01),
    ...cell('b', 0.884, 0.01),
    // Within the spread of b, but not of a, the first of the group.
    ...cell('c', 0.883, 0.01),
    ...cell('d', 0.8, 0.01),
  ]);
  expect(rows.map(({ rank, isTied, cell: name }) => [rank, isTied, name])).toEqual([
    [1, true, 'a'],
    [1, true, 'b'],
    [3, false, 'c'],
    [4, false, 'd'],
  ]);
});

test('one seed shows no spread: other means have other ranks', () => {
  const rows = buildLeaderboard(maximize, [trial('a', 0, 'finished', 0.9), trial('b', 0, 'finished', 0.8999)]);
  expect(rows.map(({ rank, isTied }) => [rank, isTied])).toEqual([
    [1, false],
    [2, false],
  ]);
});

test('cells without a finished repeat have no rank; those that only diverged come last', () => {
  const rows = buildLeaderboard(maximize, [
    trial('diverged', 0, 'diverged'),
    trial('pending', 0, 'pending'),
    trial('half', 0, 'diverged'),
    trial('half', 1, 'pending'),
    trial('failed', 0, 'failed'),
    trial('finished', 0, 'finished', 0.01),
  ]);
  expect(summary(rows)).toEqual([
    [1, 'finished'],
    [null, 'pending'],
    [null, 'half'],
    [null, 'failed'],
    [null, 'diverged'],
  ]);
  expect(rows[1]?.objective).toBeNull();
});

test('trial ids are listed by repeat', () => {
  const second = trial('a', 1, 'pending');
  const first = trial('a', 0, 'pending');
  expect(buildLeaderboard(maximize, [second, first])[0]?.trialIds).toEqual([first.id, second.id]);
});

test('a sweep without trials has an empty leaderboard', () => {
  expect(buildLeaderboard(maximize, [])).toEqual([]);
});
