import { formatMebibytes } from '../../terminal/format-number.ts';
import type { HistoryEvent, TrialReading } from '../trial-history.ts';

/** The checkpoints that an unfinished trial can continue from; those of a finished one are deleted. */
export function checkpointEvents({ reader, trial, attempts }: TrialReading): HistoryEvent[] {
  return reader
    .listCheckpoints(trial.id)
    .toReversed()
    .map(({ attemptId, epoch, step, bytes, createdAt: at }) => {
      const attempt = attempts.findIndex(({ id }) => id === attemptId) + 1;
      return {
        type: 'checkpoint-kept',
        at,
        facts: { attempt, attemptId, epoch, step, bytes },
        text: `Attempt ${attempt} kept a checkpoint after epoch ${epoch}, step ${step} (${formatMebibytes(bytes)}).`,
      };
    });
}
