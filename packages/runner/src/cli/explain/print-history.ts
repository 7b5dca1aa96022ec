import { wrapWords } from '../../reporters/wrap-words.ts';
import type { CommandContext } from '../command/command.ts';
import { formatTime } from '../terminal/format-time.ts';
import { statusCell } from '../terminal/status-paint.ts';
import type { TrialHistory } from './trial-history.ts';

/** Width of a date and the two spaces after it. */
const indent = 21;
const leastTextWidth = 40;

/** Prints the events of a trial, each with its date. */
export function formatHistory(
  { trialId, label, status, events }: TrialHistory,
  { style, columns }: Pick<CommandContext, 'style' | 'columns'>,
): string {
  const cell = statusCell(status, style);
  const width = Math.max(leastTextWidth, columns - indent);
  const lines = events.flatMap(({ at, text }) => {
    const date = at === null ? 'now' : formatTime(at);
    return wrapWords(text, width).map((line, index) => `${style.dim((index === 0 ? date : '').padEnd(indent))}${line}`);
  });
  const title = `${style.bold(`t${trialId}`)} ${label} · ${cell.paint?.(cell.text) ?? cell.text}`;
  return [`${title} ${style.dim('(times in UTC)')}`, '', ...lines].join('\n');
}
