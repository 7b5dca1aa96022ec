import type { AttemptRecord, MetricPoint, SweepSummary, TrialRecord } from '../../records/records.ts';
import { defineCommand } from '../command.ts';
import { findTarget } from '../find-target.ts';
import { formatSweep } from '../print-sweep.ts';
import { formatTrial } from '../print-trial.ts';
import { withReader } from '../with-reader.ts';

export interface ShownSweep {
  readonly sweep: SweepSummary;
  readonly trials: readonly TrialRecord[];
}

export interface ShownTrial {
  readonly sweep: SweepSummary | null;
  readonly trial: TrialRecord;
  readonly attempts: readonly AttemptRecord[];
  readonly metrics: readonly MetricPoint[];
  /** `confusion[truth][prediction]` on the test split. */
  readonly confusion: readonly (readonly number[])[] | null;
}

type ShowResult = { readonly isComplete: boolean } & (ShownSweep | ShownTrial);

export const showCommand = defineCommand({
  name: 'show',
  summary: 'Show a sweep with its trials, or a trial with its curve',
  description:
    'A sweep: what it varies and its trials. A trial: configuration, result, attempts, metrics by epoch, confusion matrix and environment.',
  positionals: { target: { summary: 'Sweep (s3, or its name) or trial (t12)', isRequired: true } },
  options: { all: { type: 'boolean', default: false, summary: 'Every trial of the sweep, not only the first 20' } },
  examples: [
    { command: 'runner show s3', summary: 'sweep 3' },
    { command: 'runner show my-sweep', summary: 'the newest sweep of that name' },
    { command: 'runner show t12', summary: 'trial 12' },
  ],
  async run({ target: wanted, all: isComplete }, context): Promise<ShowResult> {
    return withReader(context, (reader) => {
      const target = findTarget(reader, wanted);
      if (target.type === 'sweep') {
        return { isComplete, sweep: target.sweep, trials: reader.listTrials(target.sweep.id) };
      }
      const { trial } = target;
      return {
        isComplete,
        sweep: reader.getSweep(trial.sweepId) ?? null,
        trial,
        attempts: reader.listAttempts(trial.id),
        metrics: reader.listMetrics([trial.id]),
        confusion: reader.getConfusion(trial.id) ?? null,
      };
    });
  },
  print: (shown, context) =>
    'trials' in shown ? formatSweep(shown, shown.isComplete, context) : formatTrial(shown, context),
});
