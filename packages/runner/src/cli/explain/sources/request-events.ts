import type { HistoryEvent, TrialReading } from '../trial-history.ts';

/** Requests from other terminals that concerned the trial alone, and the answers. */
export function requestEvents({ reader, trial, attempts }: TrialReading): HistoryEvent[] {
  const sweeps = new Set([trial.sweepId, ...attempts.map(({ sweepId }) => sweepId)]);
  return [...sweeps]
    .flatMap((sweepId) => reader.listControls(sweepId))
    .filter(({ trialId }) => trialId === trial.id)
    .map(({ request, askedBy, askedAt, answer }) => ({
      type: 'requested',
      at: askedAt,
      facts: { action: request.action, askedBy, outcome: answer?.outcome ?? null, answer: answer?.message ?? null },
      text: `${askedBy} asked to ${request.action} it: ${answer?.message ?? 'not answered yet.'}`,
    }));
}
