import type { HistoryEvent, TrialReading } from '../trial-history.ts';
import { placesOf } from './places-of.ts';

/** The sweeps that trained the trial or wait for it. A sweep's date is that of its first run. */
export function placementEvents(reading: TrialReading): HistoryEvent[] {
  return placesOf(reading)
    .filter(({ isReused }) => !isReused)
    .map(({ sweep, position }, index) => ({
      type: 'placed',
      at: sweep.createdAt,
      facts: { sweep: sweep.id, name: sweep.name, position },
      text: `${index === 0 ? 'Placed in' : 'Shared with'} sweep s${sweep.id} (${sweep.name}) as trial ${position + 1}.`,
    }));
}
