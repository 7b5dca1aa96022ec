import { cellLabel } from '../records/cell-label.ts';
import type { TrialRecord } from '../records/records.ts';

/** Which trial this is, for people: `cross-entropy · adam · 0.001 #2`, the last being its repeat where there are several. */
export function trialLabel(trial: Pick<TrialRecord, 'parameters' | 'repeat'>, repeats: number): string {
  const label = cellLabel(trial.parameters);
  return repeats > 1 ? `${label} #${trial.repeat + 1}` : label;
}
