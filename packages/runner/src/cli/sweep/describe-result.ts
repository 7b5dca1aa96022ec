import type { CommandContext } from '../command/command.ts';
import { targetWord } from '../stored/find-target.ts';
import { formatLeader, leaderOf } from '../leaderboard/leader.ts';
import { formatLeaderboard } from '../leaderboard/print-leaderboard.ts';
import type { SweepResult } from './train-sweep.ts';

const shownRows = 10;

/** Describes the winning cell, the ten best cells, and what to do next. */
export function describeResult(
  { sweep, status, leaderboard, givenUp, patterns }: SweepResult,
  context: CommandContext,
): string {
  const { columns, style } = context;
  const name = targetWord(sweep);
  const next: string[] = [];
  if (status === 'paused') next.push('Run the same command to continue this sweep.');
  if (status === 'failed' && sweep.counts.failed > givenUp)
    next.push('Run the same command to retry the failed trials.');
  if (givenUp > 0) next.push('Add `--retry-killed` to retry the trials during which the run was killed.');
  const size = leaderboard.length;
  if (size > shownRows) next.push(`\`runner leaderboard ${name}\`   all ${size} configurations`);
  next.push(
    `\`runner show ${name}\`   the sweep and its trials`,
    '`runner dashboard`   curves, heatmaps and more in a browser',
  );
  const tried = leaderboard.filter(({ counts }) => counts.finished + counts.diverged + counts.failed > 0);
  const table = formatLeaderboard(sweep, tried.slice(0, shownRows), { columns, style });
  const leader = leaderOf(sweep, leaderboard);
  const answer = leader === null ? '' : `\n${formatLeader(leader, context)}\n`;
  const common = patterns.map((text) => `\n${style.yellow(text)}\n`).join('');
  return `${tried.length > 0 ? `${answer}${common}\n${table}\n` : ''}\n${next.join('\n')}`;
}
