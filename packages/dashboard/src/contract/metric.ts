import { z } from 'zod';
import { evaluationMetrics, trainingMetrics, type MetricName } from '@sweepdeck/core/metrics';

const splits = ['train', 'validation', 'test'] as const;

/** Every metric that a trial can log, by its name in YAML, SQL and JSON. */
export const metricNames: readonly MetricName[] = [
  ...splits.flatMap((split) =>
    (Object.keys(evaluationMetrics) as (keyof typeof evaluationMetrics)[]).map((name) => `${split}.${name}` as const),
  ),
  ...(Object.keys(trainingMetrics) as (keyof typeof trainingMetrics)[]),
];

export const metricName = z.enum(metricNames as [MetricName, ...MetricName[]]);

export const goal = z.enum(['maximize', 'minimize']);

export type { MetricName };
export type { Goal } from '@sweepdeck/core/metrics';
