import {
  evaluationMetricNames,
  trainingMetricNames,
  type EvaluationMetricName,
  type MetricName,
  type TrainingMetricName,
} from '../../contract/index.ts';

/** The metric of the curves, on one split or on both. */
export interface CurveMetric {
  /** Name without the split: `accuracy`. */
  readonly name: CurveMetricName;
  readonly splits: CurveSplits;
}

export type CurveMetricName = EvaluationMetricName | TrainingMetricName;
export const curveMetricNames: readonly CurveMetricName[] = [...evaluationMetricNames, ...trainingMetricNames];
export const curveSplits = ['validation', 'train', 'both'] as const;
export type CurveSplits = (typeof curveSplits)[number];

/** Reads the metric from the address; the default is the objective on validation data. */
export function readCurveMetric(query: URLSearchParams, objective: MetricName): CurveMetric {
  const wanted = query.get('metric') ?? objective.slice(objective.indexOf('.') + 1);
  const name = curveMetricNames.find((one) => one === wanted) ?? 'accuracy';
  const splits = curveSplits.find((one) => one === query.get('split')) ?? 'validation';
  return { name, splits };
}

/** Returns the stored metrics to request, each with the split that it is drawn as. */
export function storedMetrics({
  name,
  splits,
}: CurveMetric): readonly (readonly [MetricName, 'train' | 'validation'])[] {
  // Drawn solid.
  if (isOfTraining(name)) return [[name, 'validation']];
  const wanted = splits === 'both' ? (['validation', 'train'] as const) : [splits];
  return wanted.map((split) => [`${split}.${name}`, split] as const);
}

/** Tells whether a metric is one of the training itself, which has no split. */
export function isOfTraining(name: CurveMetricName): name is TrainingMetricName {
  return trainingMetricNames.some((one) => one === name);
}
