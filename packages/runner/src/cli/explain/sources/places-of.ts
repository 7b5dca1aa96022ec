import type { SweepSummary } from '../../../records/records.ts';
import type { TrialReading } from '../trial-history.ts';

interface Place {
  readonly sweep: SweepSummary;
  /** Counted from 0. */
  readonly position: number;
  /** Whether the sweep uses a result that another sweep trained. */
  readonly isReused: boolean;
}

/** Lists the places of a trial in sweeps, the oldest sweep first. */
export function placesOf({ reader, trial }: TrialReading): Place[] {
  return reader.listSweepsOf(trial.id).flatMap((sweepId) => {
    const sweep = reader.getSweep(sweepId);
    const placed = reader.getTrial(trial.id, sweepId);
    if (sweep === undefined || placed === undefined) return [];
    return [{ sweep, position: placed.position, isReused: placed.isReused }];
  });
}
