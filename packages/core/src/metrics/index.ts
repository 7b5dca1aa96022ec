export type { Goal } from '../statistics/index.ts';
export type { ReliabilityBin } from './calibration-bins.ts';
export type { Mistake } from './confident-mistakes.ts';
export { EvaluationAccumulator } from './evaluation-accumulator.ts';
export {
  evaluationMetrics,
  findMetric,
  objectiveNames,
  trainingMetrics,
  type EvaluationMetricName,
  type EvaluationMetrics,
  type MetricDefinition,
  type MetricKind,
  type MetricName,
  type TrainingMetricName,
} from './metric-names.ts';
