import { buildLeaderboard } from '../../records/leaderboard.ts';
import type { LeaderboardRow } from '../../records/leaderboard-row.ts';
import type { SweepSummary } from '../../records/records.ts';
import { defineCommand } from '../command/command.ts';
import { findSweep } from '../stored/find-target.ts';
import { formatLeader, leaderOf, type LeaderText } from './leader.ts';
import { formatLeaderboard, formatSweepHeading } from './print-leaderboard.ts';
import { withReader } from '../stored/with-reader.ts';

interface LeaderboardResult {
  readonly sweep: SweepSummary;
  /** The winning cell, in words; null until a trial has finished. */
  readonly leader: LeaderText | null;
  readonly rows: readonly LeaderboardRow[];
  /** Number of rows that `--top` cut off. */
  readonly omitted: number;
}

type SortKey = 'rank' | 'spread' | 'best-epoch' | 'seconds';

export const leaderboardCommand = defineCommand({
  name: 'leaderboard',
  summary: 'Rank the cells of a sweep by their mean objective',
  description:
    'A cell is a configuration with all its seeds and folds; each cell has one row. Cells share a rank (1=) when their means differ by less than two standard errors of the difference. A diverged repeat counts as the worst value, unless the sweep says `diverged: leave-out`. Test accuracy, epoch and seconds are means over the finished repeats.',
  positionals: { sweep: { summary: 'Id (s3) or name of the sweep (default: the newest)', isRequired: false } },
  options: {
    top: {
      type: 'number',
      summary: 'Show only the first N rows',
      placeholder: 'N',
      range: { from: 1, to: Number.MAX_SAFE_INTEGER, isWhole: true, hint: 'Omit it to see every row.' },
    },
    sort: {
      type: 'string',
      choices: ['rank', 'spread', 'best-epoch', 'seconds'],
      default: 'rank',
      summary:
        'Order of the rows; ranks always follow the objective. Test accuracy is not offered: test images must not choose anything',
    },
  },
  examples: [
    { command: 'runner leaderboard', summary: 'rank the newest sweep' },
    { command: 'runner leaderboard s3 --top 5', summary: 'show the five best cells of sweep 3' },
    { command: 'runner leaderboard my-sweep --sort seconds', summary: 'list the fastest cells first' },
  ],
  async run({ sweep: wanted, top, sort }, context): Promise<LeaderboardResult> {
    return withReader(context, (reader) => {
      const sweep = findSweep(reader, wanted);
      const ranked = buildLeaderboard(sweep, reader.listTrials(sweep.id));
      const rows = sortRows(ranked, sort).slice(0, top);
      return { sweep, leader: leaderOf(sweep, ranked), rows, omitted: ranked.length - rows.length };
    });
  },
  print({ sweep, leader, rows, omitted }, context) {
    const more = omitted === 0 ? '' : `\n${context.style.dim(`... and ${omitted} more`)}`;
    return [
      formatSweepHeading(sweep, context.style),
      ...(leader === null ? [] : [formatLeader(leader, context)]),
      `${formatLeaderboard(sweep, rows, context)}${more}`,
    ].join('\n\n');
  },
});

function sortRows(rows: readonly LeaderboardRow[], key: SortKey): readonly LeaderboardRow[] {
  if (key === 'rank') return rows;
  const pick: (row: LeaderboardRow) => number | null | undefined = {
    spread: (row: LeaderboardRow) => row.objective?.standardDeviation,
    'best-epoch': (row: LeaderboardRow) => row.bestEpoch?.mean,
    seconds: (row: LeaderboardRow) => row.seconds?.mean,
  }[key];
  const place = (row: LeaderboardRow): number => pick(row) ?? Number.MAX_VALUE;
  return rows.toSorted((a, b) => place(a) - place(b));
}
