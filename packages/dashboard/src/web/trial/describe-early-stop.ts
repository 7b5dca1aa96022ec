import type { EarlyStop } from '../../contract/index.ts';
import { plural } from '../words/counts.ts';
import { formatLead, metricTitle } from '../words/metrics.ts';

/** Describes an early stop: `Stopped after epoch 7 of 20: validation accuracy did not improve for 3 epochs.` */
export function describeEarlyStop({ epoch, epochs, patience, minDelta }: EarlyStop, objective: string): string {
  const by = minDelta > 0 ? ` by more than ${formatLead(objective, minDelta)}` : '';
  return `Stopped after epoch ${epoch} of ${epochs}: ${metricTitle(objective)} did not improve${by} for ${plural(patience, 'epoch')}.`;
}
