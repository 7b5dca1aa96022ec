import type { CommandContext } from '../command.ts';
import { formatLeader, leaderOf } from '../leader.ts';
import { formatLeaderboard } from '../print-leaderboard.ts';
import type { SweepResult } from './train-sweep.ts';

const shownRows = 10;

/** Which cell is best, the best ten, and what to do next. */
export function describeResult({ sweep, status, leaderboard }: SweepResult, context: CommandContext): string {
  const { columns, style } = context;
  const name = /^[\w.-]+$/.test(sweep.name) ? sweep.name : `"${sweep.name}"`;
  const next: string[] = [];
  if (status === 'paused') next.push('The same command continues this sweep.');
  if (status === 'failed') next.push('The same command tries the failed trials again.');
  const size = leaderboard.length;
  if (size > shownRows) next.push(`runner leaderboard ${name}   all ${size} configurations`);
  next.push(
    `runner show ${name}   the sweep and its trials`,
    'runner dashboard   curves, heatmaps and more in a browser',
  );
  const tried = leaderboard.filter(({ counts }) => counts.finished + counts.diverged + counts.failed > 0);
  const table = formatLeaderboard(sweep, tried.slice(0, shownRows), { columns, style });
  const leader = leaderOf(sweep, leaderboard);
  const answer = leader === null ? '' : `\n${formatLeader(leader, context)}\n`;
  return `${tried.length > 0 ? `${answer}\n${table}\n` : ''}\n${next.join('\n')}`;
}
