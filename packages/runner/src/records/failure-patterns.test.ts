import { expect, test } from 'vitest';
import { failurePatterns } from './failure-patterns.ts';
import type { JsonValue } from './json-value.ts';
import type { TrialStatus } from './statuses.ts';

const trial = (status: TrialStatus, parameters: Record<string, JsonValue>, code = 'internal') => ({
  status,
  parameters,
  error: status === 'failed' ? { code, message: 'bad' } : null,
});
const rates = [0.01, 0.1, 1, 3, 10];
const grid = (statusOf: (rate: number, loss: string) => TrialStatus, code?: string) =>
  rates.flatMap((rate) =>
    ['mse', 'hinge', 'cross-entropy'].map((loss) => trial(statusOf(rate, loss), { learning_rate: rate, loss }, code)),
  );

test('names the bound above which everything diverged', () => {
  expect(failurePatterns(grid((rate) => (rate >= 1 ? 'diverged' : 'finished')))).toEqual([
    'All 9 trials with learning_rate >= 1 diverged.',
  ]);
});

test('names the value with which everything failed, and the kind of failure', () => {
  const trials = grid((_, loss) => (loss === 'hinge' ? 'failed' : 'finished'), 'out-of-memory');
  expect(failurePatterns(trials)).toEqual(['All 5 trials with loss hinge failed (out-of-memory).']);
});

test('names the largest pattern although a few more diverged', () => {
  const trials = grid((rate, loss) => (rate <= 0.1 || loss === 'mse' ? 'diverged' : 'finished'));
  expect(failurePatterns(trials)).toEqual(['All 6 trials with learning_rate <= 0.1 diverged.']);
});

test('says when everything diverged', () => {
  expect(failurePatterns(grid(() => 'diverged'))).toEqual(['All 15 trials diverged.']);
});

test.each([
  ['too few trials', grid((rate, loss) => (rate === 1 && loss !== 'mse' ? 'diverged' : 'finished'))],
  [
    'no value at which all of them diverged',
    grid((rate, loss) =>
      (rates.indexOf(rate) + ['mse', 'hinge', 'cross-entropy'].indexOf(loss)) % 2 === 0 ? 'diverged' : 'finished',
    ),
  ],
  ['trials that have not ended', grid((rate) => (rate >= 1 ? 'pending' : 'finished'))],
  ['no trial', []],
])('names nothing for %s', (_, trials) => {
  expect(failurePatterns(trials)).toEqual([]);
});

test('a pattern in a minority of the failures is not named', () => {
  const trials = [
    ...Array.from({ length: 3 }, () => trial('diverged', { loss: 'mse' })),
    ...Array.from({ length: 9 }, () => trial('diverged', { loss: 'hinge' })),
    trial('finished', { loss: 'hinge' }),
  ];
  expect(failurePatterns(trials)).toEqual([]);
});
