import type { PlannedTrial, TrialRecord } from '../records/records.ts';
import type { Store } from '../store/store.ts';
import type { Patiently } from './patience.ts';

export interface TrialPlacesOptions {
  readonly store: Pick<Store, 'getTrial' | 'placeTrials'>;
  readonly sweepId: number;
  /** Trials that already have a place in the sweep. */
  readonly trials: readonly TrialRecord[];
  readonly patiently: Patiently;
  /** Called for each trial that gets a place. */
  readonly onPlaced: (trial: TrialRecord) => void;
}

/** Returns a planned trial's record in the sweep. A trial that is new to the sweep gets a place first. */
export function createTrialPlaces({
  store,
  sweepId,
  trials,
  patiently,
  onPlaced,
}: TrialPlacesOptions): (trial: PlannedTrial) => Promise<TrialRecord> {
  const byKey = new Map(trials.map((trial) => [trial.key, trial]));
  return async (planned) => {
    const known = byKey.get(planned.key);
    if (known !== undefined) return (await patiently(() => store.getTrial(known.id, sweepId))) ?? known;
    const [id = -1] = await patiently(() => store.placeTrials(sweepId, [planned]));
    const placed = await patiently(() => store.getTrial(id, sweepId));
    if (placed === undefined) throw new Error(`sweep ${sweepId} has no place for a trial`);
    // The sweep may have known the trial by an earlier form of its key.
    const isNew = !byKey.has(placed.key);
    byKey.set(planned.key, placed).set(placed.key, placed);
    if (isNew) onPlaced(placed);
    return placed;
  };
}
