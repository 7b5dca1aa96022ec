export { commandMeta, storeMeta } from './command-meta.ts';
export { apiErrorSchema, type ApiError } from './api-error.ts';
export { curveSchema, metricSeriesSchema, type Curve, type MetricSeries } from './curve.ts';
export { type EarlyStop } from './early-stop.ts';
export { type JsonValue } from './json-value.ts';
export { leaderboardRowSchema, testedMetric, type LeaderboardRow, type SeedSummary } from './leaderboard.ts';
export { liveMessageSchema, type LiveMessage } from './live-message.ts';
export {
  evaluationMetricNames,
  findMetric,
  metricName,
  metricNames,
  metricsOfSplit,
  trainingMetricNames,
  type EvaluationMetricName,
  type Goal,
  type MetricKind,
  type MetricName,
  type TrainingMetricName,
} from './metric.ts';
export { printedOutputSchema, type PrintedOutput } from './printed-output.ts';
export { rangePointSchema, rangeTestSchema, type RangePoint, type RangeTest } from './range-test.ts';
export { routeUrl, type Route, type RouteParams, type RouteQuery, type RouteResponse } from './route.ts';
export { livePath } from './live-path.ts';
export { routes, type RouteName } from './routes.ts';
export { type Setting } from './setting.ts';
export { sweepSchema, type Sweep, type TrialCounts } from './sweep.ts';
export { type Mistake, type ModelSize, type ReliabilityBin } from './test-artifacts.ts';
export {
  trialSchema,
  type Attempt,
  type Divergence,
  type Trial,
  type TrialResult,
  type Verification,
} from './trial.ts';
export type { ValueAxis, SweepStatus, TrialStatus } from '@sweepdeck/runner/records';
export type { DatasetNote } from '@sweepdeck/core/datasets';
export { stringifyWire, wireNumber } from './wire-number.ts';
