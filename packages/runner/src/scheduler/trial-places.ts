import type { PlannedTrial, TrialRecord } from '../records/records.ts';
import type { Store } from '../store/store.ts';
import type { Patiently } from './patience.ts';

export interface TrialPlacesOptions {
  readonly store: Pick<Store, 'getTrial' | 'placeTrials'>;
  readonly sweepId: number;
  /** What has a place already. */
  readonly trials: readonly TrialRecord[];
  readonly patiently: Patiently;
  /** Hears of each trial that gets a place. */
  readonly onPlaced: (trial: TrialRecord) => void;
}

/** Returns a trial as the sweep has it now. One that is new to the sweep gets its place. */
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
    if (placed === undefined) throw new Error(`sweep ${sweepId} has given no place to a trial`);
    // By its former key it may have been there before.
    const isNew = !byKey.has(placed.key);
    byKey.set(planned.key, placed).set(placed.key, placed);
    if (isNew) onPlaced(placed);
    return placed;
  };
}
