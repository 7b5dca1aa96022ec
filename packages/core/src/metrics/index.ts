export type { ReliabilityBin } from './calibration-bins.ts';
export { compareByGoal } from './compare-by-goal.ts';
export type { Mistake } from './confident-mistakes.ts';
export { EvaluationAccumulator } from './evaluation-accumulator.ts';
export {
  evaluationMetrics,
  findMetric,
  objectiveNames,
  trainingMetrics,
  type EvaluationMetricName,
  type EvaluationMetrics,
  type Goal,
  type MetricDefinition,
  type MetricKind,
  type MetricName,
  type TrainingMetricName,
} from './metric-names.ts';
