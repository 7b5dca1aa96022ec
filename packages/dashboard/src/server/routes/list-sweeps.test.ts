import type { SweepSummary } from '@sweepdeck/runner/records';
import { expect, test } from 'vitest';
import { sweepSchema } from '../../contract/index.ts';
import { toSweep } from './list-sweeps.ts';

const summary: SweepSummary = {
  id: 1,
  name: 'small-data',
  specHash: 'hash',
  spec: { name: 'small-data', repeats: 2, folds: 5 },
  source: '',
  objective: { name: 'validation.accuracy', goal: 'maximize' },
  axes: [],
  repeats: 10,
  engine: 'cpu',
  chosenEngine: null,
  status: 'finished',
  createdAt: 0,
  updatedAt: 0,
  onPauseSince: null,
  archivedAt: null,
  workers: 1,
  revision: 1,
  counts: { pending: 0, running: 0, finished: 10, diverged: 0, failed: 0 },
  bestObjective: 0.9,
};

test('a sweep tells its folds, and that it has none', () => {
  expect(sweepSchema.parse(toSweep(summary))).toMatchObject({ repeats: 10, folds: 5 });
  const without = { ...summary, spec: { name: 'small-data', repeats: 10 } };
  expect(sweepSchema.parse(toSweep(without))).toMatchObject({ repeats: 10, folds: null });
});

test('a sweep tells how its diverged repeats count', () => {
  expect(toSweep(summary).diverged).toBe('worst');
  expect(toSweep({ ...summary, spec: { diverged: 'leave-out' } }).diverged).toBe('leave-out');
});
