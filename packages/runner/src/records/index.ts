export { axisLabel, cellLabel, parameterLabel } from './cell-label.ts';
export { buildLeaderboard } from './leaderboard.ts';
export type * from './leaderboard-row.ts';
export type * from './records.ts';
