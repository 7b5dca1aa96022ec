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
export { failureKindSchema, type FailureKind } from './failure-kind.ts';
export { failurePatterns } from './failure-patterns.ts';
export { foldsOf } from './folds.ts';
export { buildLeaderboard } from './leaderboard.ts';
export type * from './leaderboard-row.ts';
export type * from './printed-output.ts';
export type * from './records.ts';
export { nameRepeats, repeatNoun, type RepeatNoun } from './repeat-names.ts';
export { placeOfRepeat, repeatPlanOf, type RepeatCounts, type RepeatPlan } from './repeat-plan.ts';
export type * from './trial-artifacts.ts';
export { secondsLeftOfSweep } from './seconds-left.ts';
export { rerankRows } from './rerank-rows.ts';
export { nonFiniteName, nonFiniteNames, stringifyNamed } from './non-finite-json.ts';
export { describeLoad, machineLoadSchema, type MachineLoad } from './machine-load.ts';
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
export {
  comparisonSchema,
  describeComparison,
  describeDifference,
  differenceSchema,
  verificationOutcomeSchema,
  type Comparison,
  type Difference,
  type Verification,
  type VerificationOutcome,
  type VerificationRecord,
} from './verification.ts';
export { valueAxisSchema, type ValueAxis } from './parameter-axis.ts';
export { triedAxes } from './tried-axes.ts';
