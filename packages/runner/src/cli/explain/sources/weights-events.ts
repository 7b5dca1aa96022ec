import { formatMebibytes } from '../../terminal/format-number.ts';
import type { HistoryEvent, TrialReading } from '../trial-history.ts';

/** When the weights were kept that `runner export` writes. */
export function weightsEvents({ trial, weights }: TrialReading): HistoryEvent[] {
  if (weights === null) return [];
  const { bytes, keptAt: at } = weights;
  const text = `The weights were kept (${formatMebibytes(bytes)}); \`runner export t${trial.id}\` writes them.`;
  return [{ type: 'weights-kept', at, facts: { bytes }, text }];
}
