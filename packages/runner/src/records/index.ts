export type * from './leaderboard-row.ts';
export type * from './records.ts';
