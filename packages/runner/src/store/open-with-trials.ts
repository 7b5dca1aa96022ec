import type { PlannedTrial, SweepRecord } from '../records/records.ts';
import type { OpenSweepOptions, Store, SweepIdentity } from './store.ts';

/** A sweep whose trials are all known before training starts. */
export interface SweepWithTrials extends Omit<SweepIdentity, 'firstTrials'> {
  readonly trials: readonly PlannedTrial[];
}

/** Opens a sweep and places all its trials. */
export function openWithTrials(
  store: Store,
  { trials, ...identity }: SweepWithTrials,
  options: OpenSweepOptions,
): SweepRecord {
  const sweep = store.openSweep({ ...identity, firstTrials: trials }, options);
  store.placeTrials(sweep.id, trials);
  return store.getSweep(sweep.id) ?? sweep;
}
