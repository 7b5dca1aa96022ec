import { classScores, median } from '@sweepdeck/core/statistics';
import { buildLeaderboard } from '../../records/leaderboard.ts';
import type { TrialRecord } from '../../records/records.ts';
import type { StoreReader } from '../../store/store.ts';
import { defineCommand } from '../command/command.ts';
import { findTarget } from '../stored/find-target.ts';
import { leaderOf } from '../leaderboard/leader.ts';
import { formatSweep } from './print-sweep.ts';
import { formatTrial } from './print-trial.ts';
import type { ShownSweep, ShownTrial } from './shown.ts';
import { withReader } from '../stored/with-reader.ts';

type ShowResult = { readonly isComplete: boolean } & (ShownSweep | ShownTrial);

export const showCommand = defineCommand({
  name: 'show',
  summary: 'Show a sweep with its trials, or a trial with its curve',
  description:
    'A sweep: its axes, the winning cell and its trials. A trial: result, configuration, attempts, verifications, output, metrics by epoch, scores by class, confusion matrix, calibration, most confident mistakes and environment.',
  positionals: {
    target: { summary: 'Sweep (s3, or its name) or trial (t12); write id:s3 if s3 is also a name', isRequired: true },
  },
  options: {
    all: {
      type: 'boolean',
      default: false,
      summary:
        'Show every trial of a sweep, not only the first 20; every kept mistake of a trial, not only 10; all of its output, not only the last 20 lines',
    },
  },
  examples: [
    { command: 'runner show s3', summary: 'sweep 3' },
    { command: 'runner show my-sweep', summary: 'show the newest sweep of that name' },
    { command: 'runner show t12', summary: 'trial 12' },
  ],
  async run({ target: wanted, all: isComplete }, context): Promise<ShowResult> {
    return withReader(context, (reader) => {
      const target = findTarget(reader, wanted);
      if (target.type === 'sweep') {
        const { sweep } = target;
        const trials = reader.listTrials(sweep.id);
        const rows = buildLeaderboard(sweep, trials);
        return { isComplete, sweep, leader: leaderOf(sweep, rows), rows, trials };
      }
      return { isComplete, ...readTrial(reader, target.trial) };
    });
  },
  print: (shown, context) =>
    'trials' in shown ? formatSweep(shown, shown.isComplete, context) : formatTrial(shown, shown.isComplete, context),
});

function readTrial(reader: StoreReader, trial: TrialRecord): ShownTrial {
  const attempts = reader.listAttempts(trial.id);
  const metrics = reader.listMetrics([trial.id]);
  const { model = null, confusion = null, reliability = null, mistakes = null } = reader.getArtifacts(trial.id);
  const classNames = attempts.at(-1)?.environment.dataset?.class_names ?? null;
  const valuesOf = (wanted: string): number[] =>
    metrics.filter(({ name }) => name === wanted).map(({ value }) => value);
  const speeds = valuesOf('samples_per_second');
  const classes =
    confusion &&
    classScores(confusion).map((scores, place) => ({ name: classNames?.[place] ?? String(place), ...scores }));
  return {
    sweep: reader.getSweep(trial.sweepId) ?? null,
    trial,
    attempts,
    verifications: reader.listVerifications(trial.id),
    outputs: reader.listOutputs(trial.id),
    metrics,
    model,
    imagesPerSecond: speeds.length === 0 ? null : median(speeds),
    engineMemoryMib: valuesOf('engine_memory').at(-1) ?? null,
    classNames,
    confusion,
    classes,
    reliability,
    mistakes,
  };
}
