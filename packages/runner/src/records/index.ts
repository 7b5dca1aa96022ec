export type { RangeTest, RangeTestRecord } from './range-test.ts';
export { chosenEngineSchema, type ChosenEngine } from './chosen-engine.ts';
export { axisLabel, cellLabel, parameterLabel, valueLabel } from './cell-label.ts';
export { bestTrial } from './best-trial.ts';
export { describeNote } from './dataset-notes.ts';
export { describeEngineChoice } from './describe-engine-choice.ts';
export {
  describeLeader,
  repeatsWith,
  type DescribedSweep,
  type Leader,
  type ObjectiveWords,
} from './describe-leader.ts';
export { divergedPolicyOf, type DivergedPolicy } from './diverged-policy.ts';
export { foldsOf } from './folds.ts';
export { buildLeaderboard } from './leaderboard.ts';
export type * from './leaderboard-row.ts';
export type * from './printed-output.ts';
export type * from './records.ts';
export { nameRepeats, repeatNoun, type RepeatNoun, type RepeatPlan } from './repeat-names.ts';
export type * from './trial-artifacts.ts';
export { rerankRows } from './rerank-rows.ts';
export { nonFiniteName, nonFiniteNames, stringifyNamed } from './non-finite-json.ts';
export { otherMean } from './other-mean.ts';
export { datasetFactsSchema, datasetNoteSchema, type DatasetFacts, type Environment } from './environment.ts';
export {
  attemptStatusSchema,
  isDone,
  sweepStatusSchema,
  trialStatusSchema,
  type AttemptStatus,
  type DoneStatus,
  type EndStatus,
  type SweepStatus,
  type TrialStatus,
} from './statuses.ts';
export { jsonValueSchema, type JsonValue } from './json-value.ts';
export { parameterAxisSchema, type ParameterAxis } from './parameter-axis.ts';
