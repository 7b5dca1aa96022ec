export type { RangeTest, RangeTestRecord } from './range-test.ts';
export { axisLabel, cellLabel, parameterLabel, valueLabel } from './cell-label.ts';
export { classNamesOf } from './class-names.ts';
export { foldsOf } from './folds.ts';
export { buildLeaderboard } from './leaderboard.ts';
export type * from './leaderboard-row.ts';
export type * from './records.ts';
export type * from './trial-artifacts.ts';
