import { z } from 'zod';
import {
  evaluationMetrics,
  trainingMetrics,
  type EvaluationMetricName,
  type MetricName,
  type TrainingMetricName,
} from '@sweepdeck/core/metrics';

const splits = ['train', 'validation', 'test'] as const;

/** The metrics of a model on a split, and those of its training, in the order of core's registry. */
export const evaluationMetricNames = Object.keys(evaluationMetrics) as EvaluationMetricName[];
export const trainingMetricNames = Object.keys(trainingMetrics) as TrainingMetricName[];

/** Returns the full names of the metrics on a split: `test.accuracy`. */
export function metricsOfSplit(split: (typeof splits)[number]): readonly MetricName[] {
  return evaluationMetricNames.map((name) => `${split}.${name}` as const);
}

/** Every metric that a trial can log, by its name in YAML, SQL and JSON. */
export const metricNames: readonly MetricName[] = [...splits.flatMap(metricsOfSplit), ...trainingMetricNames];

export const metricName = z.enum(metricNames as [MetricName, ...MetricName[]]);

export const goal = z.enum(['maximize', 'minimize']);

export { findMetric } from '@sweepdeck/core/metrics';
export type { EvaluationMetricName, MetricName, TrainingMetricName };
export type { Goal, MetricKind } from '@sweepdeck/core/metrics';
