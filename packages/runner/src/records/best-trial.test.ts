import { expect, test } from 'vitest';
import { sweepRecord, trialRecord } from '../../test/fixtures/sweep-events.ts';
import { bestTrial } from './best-trial.ts';
import type { TrialRecord } from './records.ts';

const finished = (position: number, cell: string, objective: number): TrialRecord =>
  trialRecord(position, {
    cell,
    status: 'finished',
    result: { bestEpoch: 1, objective, seconds: 1, divergedAt: null, metrics: {} },
  });

test('a sweep stands for the best trial of the cell with the best mean, not for the luckiest trial', () => {
  const trials = [
    finished(0, 'lucky', 0.99),
    finished(1, 'steady', 0.96),
    finished(2, 'lucky', 0.7),
    finished(3, 'steady', 0.97),
  ];
  expect(bestTrial(sweepRecord, trials)?.position).toBe(3);
});

test('of equal trials the first in the grid', () => {
  const trials = [finished(1, 'a', 0.9), finished(0, 'a', 0.9)];
  expect(bestTrial(sweepRecord, trials)?.position).toBe(0);
});

test('without a finished trial there is none', () => {
  expect(bestTrial(sweepRecord, [trialRecord(0), trialRecord(1, { status: 'failed' })])).toBeUndefined();
});
