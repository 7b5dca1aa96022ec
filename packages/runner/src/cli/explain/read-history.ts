import { attemptEvents } from './sources/attempt-events.ts';
import { checkpointEvents } from './sources/checkpoint-events.ts';
import { placementEvents } from './sources/placement-events.ts';
import { requestEvents } from './sources/request-events.ts';
import { resultEvents } from './sources/result-events.ts';
import { reuseEvents } from './sources/reuse-events.ts';
import { verificationEvents } from './sources/verification-events.ts';
import { weightsEvents } from './sources/weights-events.ts';
import type { HistoryEvent, HistorySource, TrialReading } from './trial-history.ts';

/** Where events come from. Of events at the same time, those of an earlier source come first. */
const sources: readonly HistorySource[] = [
  placementEvents,
  requestEvents,
  attemptEvents,
  checkpointEvents,
  resultEvents,
  reuseEvents,
  weightsEvents,
  verificationEvents,
];

/** Lists everything that happened to a trial, in order. */
export function readHistory(reading: TrialReading): HistoryEvent[] {
  return sources
    .flatMap((source) => withOrder(source(reading)))
    .toSorted((a, b) => a.order - b.order)
    .map(({ event }) => event);
}

/** Keeps the order of a source's events, whose dates may go back when the clock was set. */
function withOrder(events: readonly HistoryEvent[]): { readonly event: HistoryEvent; readonly order: number }[] {
  let latest = -Infinity;
  return events.map((event) => {
    latest = Math.max(latest, event.at ?? Infinity);
    return { event, order: latest };
  });
}
