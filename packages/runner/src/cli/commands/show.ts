import type { Mistake, ReliabilityBin } from '@sweepdeck/core/metrics';
import { classScores, median, type ClassScores } from '@sweepdeck/core/statistics';
import { classNamesOf } from '../../records/class-names.ts';
import type { LeaderboardRow } from '../../records/leaderboard-row.ts';
import { buildLeaderboard } from '../../records/leaderboard.ts';
import type { AttemptRecord, MetricPoint, SweepSummary, TrialRecord } from '../../records/records.ts';
import type { AttemptOutput } from '../../records/printed-output.ts';
import type { ModelSize } from '../../records/trial-artifacts.ts';
import type { StoreReader } from '../../store/store.ts';
import { defineCommand } from '../command.ts';
import { findTarget } from '../find-target.ts';
import { leaderOf, type LeaderText } from '../leader.ts';
import { formatSweep } from '../print-sweep.ts';
import { formatTrial } from '../print-trial.ts';
import { withReader } from '../with-reader.ts';

export interface ShownSweep {
  readonly sweep: SweepSummary;
  /** Which cell is best, in words; null while no trial has finished. */
  readonly leader: LeaderText | null;
  /** Best first. */
  readonly rows: readonly LeaderboardRow[];
  readonly trials: readonly TrialRecord[];
}

export interface ShownClass extends ClassScores {
  /** The class's index where its name is not known. */
  readonly name: string;
}

/** What a trial has not measured is null. */
export interface ShownTrial {
  readonly sweep: SweepSummary | null;
  readonly trial: TrialRecord;
  readonly attempts: readonly AttemptRecord[];
  /** What each attempt has printed, exactly; its middle is left out where it is long. */
  readonly outputs: readonly AttemptOutput[];
  readonly metrics: readonly MetricPoint[];
  readonly model: ModelSize | null;
  /** Training images per second: the median of the epochs. */
  readonly imagesPerSecond: number | null;
  readonly engineMemoryMib: number | null;
  readonly classNames: readonly string[] | null;
  /** `confusion[truth][prediction]` on the test split. */
  readonly confusion: readonly (readonly number[])[] | null;
  readonly classes: readonly ShownClass[] | null;
  readonly reliability: readonly ReliabilityBin[] | null;
  readonly mistakes: readonly Mistake[] | null;
}

type ShowResult = { readonly isComplete: boolean } & (ShownSweep | ShownTrial);

export const showCommand = defineCommand({
  name: 'show',
  summary: 'Show a sweep with its trials, or a trial with its curve',
  description:
    'A sweep: what it varies, which cell is best, and its trials. A trial: result, configuration, attempts, what it printed, metrics by epoch, scores by class, confusion matrix, calibration, surest mistakes and environment.',
  positionals: {
    target: { summary: 'Sweep (s3, or its name) or trial (t12); id:s3 where s3 is a name too', isRequired: true },
  },
  options: {
    all: {
      type: 'boolean',
      default: false,
      summary:
        'Every trial of a sweep, not only the first 20; all kept mistakes of a trial, not only 10, and all that its attempts printed, not only the last 20 lines',
    },
  },
  examples: [
    { command: 'runner show s3', summary: 'sweep 3' },
    { command: 'runner show my-sweep', summary: 'the newest sweep of that name' },
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
  const classNames = classNamesOf(attempts.at(-1)?.environment) ?? null;
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
