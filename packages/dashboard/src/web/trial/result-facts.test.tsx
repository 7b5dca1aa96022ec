import { render } from 'preact';
import { expect, test } from 'vitest';
import { metricsOfSplit, type routes, type RouteResponse } from '../../contract/index.ts';
import { metricTitle } from '../words/metrics.ts';
import { ResultFacts } from './result-facts.tsx';

type TrialData = RouteResponse<typeof routes.trial>;

const objective = { name: 'validation.macro_f1', goal: 'maximize' } as const;
const trial = {
  status: 'finished',
  error: null,
  result: {
    bestEpoch: 3,
    objective: 0.9,
    seconds: 4,
    divergedAt: null,
    metrics: Object.fromEntries(metricsOfSplit('test').map((name) => [name, 0.5])),
  },
} as const;

function titlesOf(data: { readonly trial: Pick<TrialData['trial'], 'status' | 'error' | 'result'> }): string[] {
  const root = document.createElement('div');
  render(<ResultFacts data={{ ...data, sweep: { objective } }} />, root);
  return [...root.querySelectorAll('dt')].map(({ textContent }) => textContent);
}

test('a trial shows every test metric that there is, first the one that the sweep optimizes', () => {
  const titles = titlesOf({ trial });
  expect(titles.slice(0, 2)).toEqual(['validation macro F1', 'test macro F1']);
  expect(titles.slice(1, -2).toSorted()).toEqual(metricsOfSplit('test').map(metricTitle).toSorted());
  expect(titles.slice(-2)).toEqual(['best epoch', 'time']);
});

test('a metric that the trial does not have is left out', () => {
  const result = { ...trial.result, metrics: { 'test.accuracy': 0.5 } };
  expect(titlesOf({ trial: { ...trial, result } })).toEqual([
    'validation macro F1',
    'test accuracy',
    'best epoch',
    'time',
  ]);
});
