import type { StoredTensors } from '@sweepdeck/core/checkpoints';
import { EvaluationAccumulator, type MetricName } from '@sweepdeck/core/metrics';
import { expect, test } from 'vitest';
import type { TrialResult } from '../../records/records.ts';
import { firstDifference, type NewResult, type StoredResult } from './compare-results.ts';

const epochMetrics = [
  { 'train.loss': 0.5, 'validation.accuracy': 0.8, seconds: 1 },
  { 'train.loss': Number.NaN, 'validation.accuracy': 0.9, seconds: 2 },
] as const;
const test_ = { ...new EvaluationAccumulator(2).metrics(), accuracy: 0.75, nll: 0.3 };
const weights = (value: number): StoredTensors => ({
  'dense/kernel': { dtype: 'F32', shape: [2], values: Float32Array.of(1, value) },
});

const stored: StoredResult = {
  status: 'finished',
  objective: 'validation.accuracy',
  result: {
    bestEpoch: 2,
    objective: 0.9,
    seconds: 3,
    divergedAt: null,
    metrics: { 'test.accuracy': 0.75, 'test.nll': 0.3 },
  },
  metrics: epochMetrics.flatMap((metrics, index) =>
    Object.entries(metrics).map(([name, value]) => ({ trialId: 1, epoch: index + 1, name: name as MetricName, value })),
  ),
  weights: weights(2),
};
const finished: Extract<NewResult['end'], { type: 'finished' }> = {
  type: 'finished',
  bestEpoch: 2,
  objective: 0.9,
  test: test_,
  confusion: [],
  reliability: [],
  mistakes: [],
};
const now: NewResult = {
  epochs: epochMetrics.map((metrics, index) => ({
    type: 'epoch',
    epoch: index + 1,
    step: index + 1,
    // The machine is another one.
    metrics: { ...metrics, seconds: 100, 'validation.nll': 1 },
  })),
  end: finished,
  weights: weights(2),
};
const withEpoch = (place: number, metrics: NewResult['epochs'][number]['metrics']): NewResult => ({
  ...now,
  epochs: now.epochs.map((epoch, index) =>
    index === place ? { ...epoch, metrics: { ...epoch.metrics, ...metrics } } : epoch,
  ),
});

test('the same numbers are reproduced, whatever the time and the metrics that were not stored', () => {
  expect(firstDifference(stored, now, 'bits')).toBeNull();
  expect(firstDifference(stored, now, 'tolerance')).toBeNull();
});

test.each<[what: string, now: NewResult, difference: unknown]>([
  [
    'the last bit of a metric',
    withEpoch(0, { 'train.loss': 0.5000000000000001 }),
    { epoch: 1, name: 'train.loss', stored: 0.5, now: 0.5000000000000001 },
  ],
  [
    'the earliest epoch, not the first name',
    { ...withEpoch(1, { 'train.loss': 1 }), end: { ...finished, objective: 0.1 } },
    { epoch: 2, name: 'train.loss', stored: Number.NaN, now: 1 },
  ],
  [
    'a metric that is missing now',
    { ...now, epochs: now.epochs.map((epoch) => ({ ...epoch, metrics: { 'train.loss': Number.NaN } })) },
    { epoch: 1, name: 'train.loss', stored: 0.5, now: Number.NaN },
  ],
  [
    'an early stop at another epoch',
    { ...now, epochs: now.epochs.slice(0, 1) },
    { epoch: null, name: 'number of epochs', stored: 2, now: 1 },
  ],
  [
    'the best epoch',
    { ...now, end: { ...finished, bestEpoch: 1 } },
    { epoch: null, name: 'best epoch', stored: 2, now: 1 },
  ],
  [
    'the objective',
    { ...now, end: { ...finished, objective: 0.8 } },
    { epoch: null, name: 'validation.accuracy', stored: 0.9, now: 0.8 },
  ],
  [
    'a test metric',
    { ...now, end: { ...finished, test: { ...test_, nll: 0.31 } } },
    { epoch: null, name: 'test.nll', stored: 0.3, now: 0.31 },
  ],
  ['a weight', { ...now, weights: weights(3) }, { epoch: null, name: 'weight 1 of dense/kernel', stored: 2, now: 3 }],
  [
    'another end',
    { ...now, end: { type: 'diverged', epoch: 3, step: 9, quantity: 'loss', value: 'nan' } },
    { epoch: null, name: 'status', stored: 'finished', now: 'diverged' },
  ],
])('%s is the first difference', (_, other, difference) => {
  expect(firstDifference(stored, other, 'bits')).toEqual(difference);
});

const divergedAt = { epoch: 3, step: 9, quantity: 'loss', value: 'nan' } as const;
const divergedResult: TrialResult = { bestEpoch: 2, objective: Number.NaN, seconds: 3, divergedAt, metrics: {} };
const diverged: StoredResult = { ...stored, status: 'diverged', result: divergedResult, weights: undefined };

test('a diverged trial diverges at the same step, or differs', () => {
  const again = (step: number): NewResult => ({ ...now, end: { type: 'diverged', ...divergedAt, step } });
  expect(firstDifference(diverged, again(9), 'bits')).toBeNull();
  expect(firstDifference(diverged, again(8), 'bits')).toEqual({
    epoch: 3,
    name: 'step of divergence',
    stored: 9,
    now: 8,
  });
  expect(firstDifference(diverged, again(8), 'tolerance')).toBeNull();
  expect(firstDifference(diverged, now, 'tolerance')).toMatchObject({ name: 'status', now: 'finished' });
});

test('within the tolerance numbers may be a little off, but neither NaN nor far off', () => {
  expect(firstDifference(stored, withEpoch(0, { 'train.loss': 0.51 }), 'tolerance')).toBeNull();
  expect(firstDifference(stored, withEpoch(0, { 'validation.accuracy': 0.82 }), 'tolerance')).toBeNull();
  expect(firstDifference(stored, withEpoch(0, { 'train.loss': 1 }), 'tolerance')).toMatchObject({ now: 1 });
  expect(firstDifference(stored, withEpoch(0, { 'validation.accuracy': 0.5 }), 'tolerance')).toMatchObject({
    now: 0.5,
  });
  expect(firstDifference(stored, withEpoch(0, { 'train.loss': Number.NaN }), 'tolerance')).not.toBeNull();
  expect(firstDifference(stored, { ...now, weights: weights(3) }, 'tolerance')).toBeNull();
});
