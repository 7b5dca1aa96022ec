import { describeLeader } from '../../records/describe-leader.ts';
import { divergedPolicyOf } from '../../records/diverged-policy.ts';
import { foldsOf } from '../../records/folds.ts';
import type { LeaderboardRow } from '../../records/leaderboard-row.ts';
import type { SweepRecord } from '../../records/records.ts';
import type { CommandContext } from '../command/command.ts';
import { formatMetric } from '../terminal/format-number.ts';
import { wrapWords } from '../../reporters/wrap-words.ts';

/** The winning cell, in words. */
export interface LeaderText {
  readonly cell: string;
  readonly label: string;
  /** A sentence that continues the label. */
  readonly headline: string;
  /** The reason for doubt; null when there is none. */
  readonly caution: string | null;
}

/** Names the winning cell, in the words that all commands use. Null until a trial has finished. */
export function leaderOf(sweep: SweepRecord, rows: readonly LeaderboardRow[]): LeaderText | null {
  const { objective, repeats } = sweep;
  const leader = describeLeader(
    rows,
    { objective, repeats, folds: foldsOf(sweep), diverged: divergedPolicyOf(sweep) },
    { title: objective.name, format: formatMetric, formatDifference: formatMetric },
  );
  if (leader === null) return null;
  const { row, headline, caution } = leader;
  return { cell: row.cell, label: row.label, headline, caution };
}

/** Formats the winning cell and the reasons for doubt in lines that fit the terminal. */
export function formatLeader(
  { label, headline, caution }: LeaderText,
  { style, columns }: Pick<CommandContext, 'style' | 'columns'>,
): string {
  const [first = '', ...rest] = wrapWords(`${label} ${headline}`, columns);
  // A label that is longer than the line stays unstyled.
  const best = first.startsWith(label) ? style.bold(label) + first.slice(label.length) : first;
  const cautions = caution === null ? [] : wrapWords(caution, columns).map(style.yellow);
  return [best, ...rest, ...cautions].join('\n');
}
