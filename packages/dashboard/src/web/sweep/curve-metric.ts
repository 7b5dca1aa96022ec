import type { MetricName } from '../../contract/index.ts';

/** What the curves show: one metric on one split or both. */
export interface CurveMetric {
  /** Without its split: `accuracy`. */
  readonly name: CurveMetricName;
  readonly splits: CurveSplits;
}

export const curveMetricNames = [
  'accuracy',
  'loss',
  'nll',
  'brier',
  'ece',
  'balanced_accuracy',
  'macro_f1',
  'top_3_accuracy',
  'top_5_accuracy',
  'gradient_norm',
] as const;
export type CurveMetricName = (typeof curveMetricNames)[number];
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

const shares: readonly CurveMetricName[] = [
  'accuracy',
  'balanced_accuracy',
  'macro_f1',
  'top_3_accuracy',
  'top_5_accuracy',
];

export const metricGoal = (name: CurveMetricName): 'maximize' | 'minimize' =>
  shares.includes(name) ? 'maximize' : 'minimize';
