import type { HistoryEvent, TrialReading } from '../trial-history.ts';
import { placesOf } from './places-of.ts';

/** The sweeps that use the result without having trained it: from when both were there. */
export function reuseEvents(reading: TrialReading): HistoryEvent[] {
  const { finishedAt } = reading.trial;
  return placesOf(reading)
    .filter(({ isReused }) => isReused)
    .map(({ sweep, position }) => ({
      type: 'reused',
      at: Math.max(sweep.createdAt, finishedAt ?? 0),
      facts: { sweep: sweep.id, name: sweep.name, position },
      text: `The result was reused by sweep s${sweep.id} (${sweep.name}), which did not train it again.`,
    }));
}
