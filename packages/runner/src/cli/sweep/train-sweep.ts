import { describeEnvironment } from '../../environment/describe-environment.ts';
import { createThreadPool } from '../../pool/create-thread-pool.ts';
import { buildLeaderboard } from '../../records/leaderboard.ts';
import type { LeaderboardRow } from '../../records/leaderboard-row.ts';
import type { SweepSummary } from '../../records/records.ts';
import { runSweep } from '../../scheduler/run-sweep.ts';
import type { StopSignals } from '../../scheduler/stop-signals.ts';
import { specToJson } from '../../spec/sweep-spec.ts';
import { openSqliteStore } from '../../store/open-store.ts';
import type { NewSweep } from '../../store/store.ts';
import type { CommandContext } from '../command.ts';
import { chooseReporter, type ReporterName } from './choose-reporter.ts';
import type { PreparedSweep } from './prepare-sweep.ts';

/** How a run of a sweep ended. */
export interface SweepResult {
  readonly sweep: SweepSummary;
  /** `paused`: the same command continues. */
  readonly status: 'paused' | 'finished' | 'failed';
  readonly seconds: number;
  readonly leaderboard: readonly LeaderboardRow[];
  /** What showed it while it ran. */
  readonly reporter: ReporterName;
}

export interface TrainSweepOptions {
  readonly isFresh: boolean;
  readonly reporter: ReporterName;
  readonly dashboardUrl: string | null;
  readonly signals: StopSignals;
}

/** Trains what is left of a sweep; the store is made only now, after everything else has been checked. */
export async function trainSweep(
  prepared: PreparedSweep,
  { isFresh, reporter: reporterName, dashboardUrl, signals }: TrainSweepOptions,
  context: CommandContext,
): Promise<SweepResult> {
  const { dataset, engine } = prepared;
  const store = openSqliteStore(context.storeDirectory);
  const pool = createThreadPool(prepared.workers);
  const reporter = chooseReporter(reporterName, context);
  try {
    const outcome = await runSweep({
      store,
      sweep: newSweep(prepared),
      isFresh,
      dataset,
      pool,
      reporters: [reporter],
      signals,
      environment: {
        ...describeEnvironment({ engine: engine.name, device: engine.device, currentDirectory: process.cwd() }),
        dataset: {
          name: dataset.name,
          fingerprint: dataset.fingerprint,
          train: dataset.splits.train.length,
          validation: dataset.splits.validation.length,
          test: dataset.splits.test.length,
          class_names: dataset.classNames,
        },
      },
      dashboardUrl,
      processId: process.pid,
      clock: context.now,
    });
    const leaderboard = buildLeaderboard(outcome.sweep, store.listTrials(outcome.sweep.id));
    return { ...outcome, leaderboard, reporter: reporterName };
  } finally {
    reporter.close();
    await pool.close();
    store.close();
  }
}

function newSweep({ spec, specHash, source, engine, trials }: PreparedSweep): NewSweep {
  return {
    name: spec.name,
    specHash,
    spec: specToJson(spec),
    source,
    objective: spec.config.metric,
    axes: spec.axes,
    repeats: spec.repeats,
    engine: engine.name,
    trials,
  };
}
