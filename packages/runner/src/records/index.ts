export type { RangeTest, RangeTestRecord } from './range-test.ts';
export type { ChosenEngine } from './chosen-engine.ts';
export { axisLabel, cellLabel, parameterLabel, valueLabel } from './cell-label.ts';
export { classNamesOf } from './class-names.ts';
export { bestTrial } from './best-trial.ts';
export { datasetNotesOf, describeNote } from './dataset-notes.ts';
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
export { otherMean } from './other-mean.ts';
