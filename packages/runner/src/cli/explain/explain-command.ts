import { SweepdeckError } from '@sweepdeck/core/errors';
import { cellLabel } from '../../records/cell-label.ts';
import { defineCommand } from '../command/command.ts';
import { findTarget } from '../stored/find-target.ts';
import { repeatText } from '../stored/repeat-text.ts';
import { withReader } from '../stored/with-reader.ts';
import { formatHistory } from './print-history.ts';
import type { TrialHistory } from './trial-history.ts';

export const explainCommand = defineCommand({
  name: 'explain',
  summary: 'Tell everything that happened to a trial, in order',
  description:
    'The sweeps that have it, each attempt with its worker, engine and start, how it ended and why, checkpoints, the result and why training ended early or diverged, kept weights and verifications. With --json, the same events as data.',
  positionals: {
    trial: { summary: 'Trial (t12)', isRequired: true },
  },
  options: {},
  examples: [
    { command: 'runner explain t12', summary: 'trial 12' },
    { command: 'runner explain t12 --json', summary: 'the same events as data' },
  ],
  async run({ trial: wanted }, context): Promise<TrialHistory> {
    const { openCheckpointFolder } = await import('../../store/checkpoints/checkpoint-folder.ts');
    const { keptFile } = await import('./kept-file.ts');
    const { readHistory } = await import('./read-history.ts');
    return withReader(context, (reader) => {
      const target = findTarget(reader, wanted);
      if (target.type === 'sweep') throw needsTrial(target.sweep.id);
      const { trial } = target;
      const weights = keptFile(openCheckpointFolder(context.storeDirectory).pathOf(trial.key));
      const label = `${cellLabel(trial.parameters)} · ${repeatText(trial)}`;
      const events = readHistory({ reader, trial, attempts: reader.listAttempts(trial.id), weights });
      return { trialId: trial.id, label, status: trial.status, events };
    });
  },
  print: formatHistory,
});

function needsTrial(sweepId: number): SweepdeckError {
  return new SweepdeckError({
    code: 'trial-not-found',
    message: `s${sweepId} is a sweep; \`runner explain\` tells about one trial.`,
    hint: `List its trials with \`runner show s${sweepId} --all\`.`,
  });
}
