import { describeComparison, describeDifference } from '../../../records/verification.ts';
import type { HistoryEvent, TrialReading } from '../trial-history.ts';

/** When the trial was trained again, and whether that gave the same result. */
export function verificationEvents({ reader, trial }: TrialReading): HistoryEvent[] {
  return reader.listVerifications(trial.id).map((verification) => {
    const { outcome, comparison, engine, environment, firstDifference, createdAt: at } = verification;
    const numerics = environment.numerics_version ?? null;
    const how = `${describeComparison(verification)}${numerics === null ? '' : `, numerics ${numerics}`}`;
    return {
      type: 'verified',
      at,
      facts: { outcome, comparison, engine, numerics, firstDifference: firstDifference && { ...firstDifference } },
      text:
        firstDifference === null
          ? `Trained again and reproduced ${how}.`
          : `Trained again and not reproduced ${how}: ${describeDifference(firstDifference)}.`,
    };
  });
}
