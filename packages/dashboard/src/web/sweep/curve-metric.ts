import { evaluationMetrics, findMetric, type EvaluationMetricName, type Goal } from '@sweepdeck/core/metrics';
import type { MetricName } from '../../contract/index.ts';

/** What the curves show: one metric on one split or both. */
export interface CurveMetric {
  /** Without its split: `accuracy`. */
  readonly name: CurveMetricName;
  readonly splits: CurveSplits;
}

export type CurveMetricName = EvaluationMetricName | 'gradient_norm';
export const curveMetricNames: readonly CurveMetricName[] = [
  ...(Object.keys(evaluationMetrics) as EvaluationMetricName[]),
  'gradient_norm',
];
export const curveSplits = ['validation', 'train', 'both'] as const;
export type CurveSplits = (typeof curveSplits)[number];

/** What the address says; else the objective on validation data. */
export function readCurveMetric(query: URLSearchParams, objective: MetricName): CurveMetric {
  const wanted = query.get('metric') ?? objective.slice(objective.indexOf('.') + 1);
  const name = curveMetricNames.find((one) => one === wanted) ?? 'accuracy';
  const splits = curveSplits.find((one) => one === query.get('split')) ?? 'validation';
  return { name, splits };
}

/** The stored metrics to ask for, with the split that each is drawn as. */
export function storedMetrics({
  name,
  splits,
}: CurveMetric): readonly (readonly [MetricName, 'train' | 'validation'])[] {
  // The gradient belongs to the training itself: there is one, drawn solid.
  if (name === 'gradient_norm') return [['gradient_norm', 'validation']];
  const wanted = splits === 'both' ? (['validation', 'train'] as const) : [splits];
  return wanted.map((split) => [`${split}.${name}`, split] as const);
}

export const metricGoal = (name: CurveMetricName): Goal => findMetric(name)?.goal ?? 'minimize';
