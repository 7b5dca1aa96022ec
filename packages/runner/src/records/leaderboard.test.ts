import { expect, test } from 'vitest';
import { buildLeaderboard } from './leaderboard.ts';
import type { TrialRecord, TrialResult, TrialStatus } from './records.ts';

const maximize = { objective: { name: 'validation.accuracy', goal: 'maximize' } } as const;
const minimize = { objective: { name: 'validation.loss', goal: 'minimize' } } as const;

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
    trial('a', 0, 'finished', 0.9),
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

test('diverged repeats are counted and have no part in the mean', () => {
  const rows = buildLeaderboard(maximize, [trial('a', 0, 'finished', 0.9), trial('a', 1, 'diverged')]);
  expect(rows[0]?.objective).toEqual({ count: 1, mean: 0.9, standardDeviation: null, min: 0.9, max: 0.9 });
  expect(rows[0]?.counts).toEqual({ pending: 0, running: 0, finished: 1, diverged: 1, failed: 0 });
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
