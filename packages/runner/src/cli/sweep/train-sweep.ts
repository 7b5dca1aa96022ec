import { describeDataset } from '../../environment/describe-dataset.ts';
import { describeEnvironment } from '../../environment/describe-environment.ts';
import { createPool } from '../../pool/create-pool.ts';
import type { WorkerThreads } from '../../pool/worker-threads.ts';
import type { EndStatus } from '../../records/statuses.ts';
import { buildLeaderboard } from '../../records/leaderboard.ts';
import type { LeaderboardRow } from '../../records/leaderboard-row.ts';
import { isGivenUp } from '../../records/killed-runs.ts';
import type { SweepSummary } from '../../records/records.ts';
import { runSweep } from '../../scheduler/run-sweep.ts';
import type { StopSignals } from '../../scheduler/stop-signals.ts';
import { countRepeats } from '../../search/plan-trials.ts';
import { specToJson } from '../../spec/sweep-spec.ts';
import { openCheckpointFolder } from '../../store/checkpoints/checkpoint-folder.ts';
import { openSqliteStore } from '../../store/open-store.ts';
import type { SweepIdentity } from '../../store/store.ts';
import type { CommandContext } from '../command/command.ts';
import { chosenEngineOf } from '../../planning/choose-engine.ts';
import { chooseReporter, type ReporterName } from './choose-reporter.ts';
import type { PreparedSweep } from '../../planning/prepare-sweep.ts';

/** How a run of a sweep ended. */
export interface SweepResult {
  readonly sweep: SweepSummary;
  /** `paused`: the same command continues. */
  readonly status: EndStatus;
  readonly seconds: number;
  readonly leaderboard: readonly LeaderboardRow[];
  /** Trials that are not tried again, because the run was killed with them each time. */
  readonly givenUp: number;
  /** What showed it while it ran. */
  readonly reporter: ReporterName;
}

export interface TrainSweepOptions {
  readonly isFresh: boolean;
  readonly retriesGivenUp: boolean;
  readonly reporter: ReporterName;
  readonly dashboardUrl: string | null;
  readonly signals: StopSignals;
  readonly stepTimeoutMs: number;
  /** Worker threads that were started ahead. */
  readonly threads: WorkerThreads | undefined;
}

/** Trains what is left of a sweep; the store is made only now, after everything else has been checked. */
export async function trainSweep(
  prepared: PreparedSweep,
  { isFresh, retriesGivenUp, reporter: reporterName, dashboardUrl, signals, stepTimeoutMs, threads }: TrainSweepOptions,
  context: CommandContext,
): Promise<SweepResult> {
  const { dataset, engine } = prepared;
  const { keepWeights: keep } = prepared.spec;
  const store = openSqliteStore(context.storeDirectory);
  const folder = openCheckpointFolder(context.storeDirectory);
  folder.removeAbandoned();
  const pool = createPool(engine.name, prepared.workers, threads);
  const reporter = chooseReporter(reporterName, context);
  try {
    const outcome = await runSweep({
      store,
      sweep: identityOf(prepared),
      search: prepared.search,
      isFresh,
      retriesGivenUp,
      dataset,
      pool,
      reporters: [reporter],
      signals,
      environment: {
        ...describeEnvironment({ engine, currentDirectory: process.cwd() }),
        dataset: describeDataset(dataset, prepared.spec.folds !== undefined),
      },
      ...(keep === 'none' ? {} : { weights: { keep, folder } }),
      dashboardUrl,
      processId: process.pid,
      uptime: () => performance.now(),
      stepTimeoutMs,
    });
    const trials = store.listTrials(outcome.sweep.id);
    const leaderboard = buildLeaderboard(outcome.sweep, trials);
    return { ...outcome, leaderboard, givenUp: trials.filter(isGivenUp).length, reporter: reporterName };
  } finally {
    reporter.close();
    await pool.close();
    store.close();
  }
}

function identityOf({ spec, specHash, source, engine }: PreparedSweep): Omit<SweepIdentity, 'firstTrials'> {
  return {
    name: spec.name,
    specHash,
    spec: specToJson(spec),
    source,
    objective: spec.config.metric,
    axes: spec.axes,
    repeats: countRepeats(spec),
    engine: engine.name,
    chosenEngine: chosenEngineOf(engine),
  };
}
