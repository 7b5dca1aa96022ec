import { findMetric } from '@sweepdeck/core/metrics';
import { countOf } from '@sweepdeck/core/words';
import { isGivenUp } from '../../../records/killed-runs.ts';
import type { TrialRecord, TrialResult } from '../../../records/records.ts';
import { formatMetric } from '../../terminal/format-number.ts';
import type { HistoryEvent, TrialReading } from '../trial-history.ts';

/** The result, why training ended before its last epoch, and why a trial was given up. */
export function resultEvents({ trial, attempts }: TrialReading): HistoryEvent[] {
  const { result, error, finishedAt: at } = trial;
  if (isGivenUp(trial) && error !== null) {
    const { code, message, hint = null } = error;
    return [
      { type: 'given-up', at, facts: { code, message, hint }, text: `Given up. ${message} ${hint ?? ''}`.trim() },
    ];
  }
  if (result === null) return [];
  if (result.divergedAt !== null) return [divergence(result.divergedAt, at)];
  const lastEpoch = attempts.at(-1)?.lastEpoch ?? null;
  return [...earlyStop(trial, lastEpoch), finished(trial, result)];
}

const values = { nan: 'NaN', infinity: 'infinite', '-infinity': 'minus infinity' } as const;

function divergence(divergedAt: NonNullable<TrialResult['divergedAt']>, at: number | null): HistoryEvent {
  const { epoch, step, quantity, value } = divergedAt;
  const what = `the ${quantity.replaceAll('_', ' ')} became ${values[value]}`;
  return {
    type: 'diverged',
    at,
    facts: { ...divergedAt },
    text: `Result: it diverged in epoch ${epoch}, step ${step}, where ${what}. It was not tested. A lower learning rate may help.`,
  };
}

function earlyStop({ config, finishedAt: at }: TrialRecord, epoch: number | null): HistoryEvent[] {
  const { epochs, early_stopping: stopping } = config.training;
  if (stopping === undefined || epoch === null || epoch >= epochs) return [];
  const { patience, min_delta: minDelta } = stopping;
  const by = minDelta > 0 ? ` by more than ${minDelta}` : '';
  return [
    {
      type: 'stopped-early',
      at,
      facts: { epoch, epochs, patience, minDelta },
      text: `Training ended early, after epoch ${epoch} of ${epochs}: ${config.metric.name} had not improved${by} for ${countOf(patience, 'epoch')}.`,
    },
  ];
}

function finished({ config, finishedAt: at }: TrialRecord, result: TrialResult): HistoryEvent {
  const { objective, bestEpoch, metrics, seconds } = result;
  const wanted = config.metric.name.replace('validation.', 'test.');
  const test = Object.entries(metrics)
    .filter(([name]) => name === wanted || name === 'test.accuracy')
    .map(([name, value]) => `, test ${findMetric(name)?.title ?? name} ${formatMetric(value)}`);
  const best = bestEpoch === null ? '' : ` at epoch ${bestEpoch}`;
  return {
    type: 'finished',
    at,
    facts: { objective: { name: config.metric.name, value: objective }, bestEpoch, seconds, metrics: { ...metrics } },
    text: `Result: ${config.metric.name} ${formatMetric(objective)}${best}, whose weights were tested${test.join('')}.`,
  };
}
