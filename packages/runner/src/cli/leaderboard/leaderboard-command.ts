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
  /** Which cell is best, in words; null while no trial has finished. */
  readonly leader: LeaderText | null;
  readonly rows: readonly LeaderboardRow[];
  /** Rows that `--top` left out. */
  readonly omitted: number;
}

type SortKey = 'rank' | 'spread' | 'best-epoch' | 'seconds';

export const leaderboardCommand = defineCommand({
  name: 'leaderboard',
  summary: 'Rank the cells of a sweep by the mean of its objective',
  description:
    'One row for each cell: the configurations that differ in their seed and fold alone. Cells share a rank (1=) when their means are less than two standard errors of the difference apart. A diverged repeat counts as the worst value, unless the sweep says `diverged: leave-out`; test accuracy, epoch and seconds are those of the repeats that finished.',
  positionals: { sweep: { summary: 'Id (s3) or name; left out, the newest sweep', isRequired: false } },
  options: {
    top: {
      type: 'number',
      summary: 'Show only the first N rows',
      placeholder: 'N',
      range: { from: 1, to: Number.MAX_SAFE_INTEGER, isWhole: true, hint: 'Leave it out to see every row.' },
    },
    sort: {
      type: 'string',
      choices: ['rank', 'spread', 'best-epoch', 'seconds'],
      default: 'rank',
      summary:
        'Order of the rows; the rank stays that of the objective. Test accuracy is no order: test images choose nothing',
    },
  },
  examples: [
    { command: 'runner leaderboard', summary: 'the newest sweep' },
    { command: 'runner leaderboard s3 --top 5', summary: 'the five best cells of sweep 3' },
    { command: 'runner leaderboard my-sweep --sort seconds', summary: 'the fastest first' },
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
