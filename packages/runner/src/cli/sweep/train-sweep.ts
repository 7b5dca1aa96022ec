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
import { openBlobFolder } from '../../store/blobs/blob-folder.ts';
import { findGarbage } from '../../store/blobs/find-garbage.ts';
import { openCheckpointFolder } from '../../store/checkpoints/checkpoint-folder.ts';
import { openSqliteStore } from '../../store/open-store.ts';
import type { SweepIdentity } from '../../store/store.ts';
import type { CommandContext } from '../command/command.ts';
import { chosenEngineOf } from '../../planning/choose-engine.ts';
import { chooseReporter, type ReporterName } from './choose-reporter.ts';
import type { PreparedSweep } from '../../planning/prepare-sweep.ts';

/** The outcome of a run of a sweep. */
export interface SweepResult {
  readonly sweep: SweepSummary;
  /** `paused` when the same command can continue the sweep. */
  readonly status: EndStatus;
  readonly seconds: number;
  readonly leaderboard: readonly LeaderboardRow[];
  /** Number of trials that were not retried because the run was killed each time they trained. */
  readonly givenUp: number;
  /** The reporter that showed the progress. */
  readonly reporter: ReporterName;
}

export interface TrainSweepOptions {
  readonly isFresh: boolean;
  readonly retriesGivenUp: boolean;
  readonly reporter: ReporterName;
  readonly dashboardUrl: string | null;
  readonly signals: StopSignals;
  readonly stepTimeoutMs: number;
  /** Longest training time between two checkpoints of a trial. */
  readonly checkpointSeconds: number;
  /** Worker threads that were started early. */
  readonly threads: WorkerThreads | undefined;
}

/** Trains the remaining trials of a sweep. Creates the store only now, after all checks have passed. */
export async function trainSweep(
  prepared: PreparedSweep,
  options: TrainSweepOptions,
  context: CommandContext,
): Promise<SweepResult> {
  const { isFresh, retriesGivenUp, reporter: reporterName, dashboardUrl, signals, threads } = options;
  const { stepTimeoutMs, checkpointSeconds } = options;
  const { dataset, engine } = prepared;
  const { keepWeights: keep } = prepared.spec;
  const store = openSqliteStore(context.storeDirectory);
  const folder = openCheckpointFolder(context.storeDirectory);
  folder.removeAbandoned();
  const blobs = openBlobFolder(context.storeDirectory);
  await blobs.removeAbandoned();
  const rhythm = { maxSeconds: checkpointSeconds, minSeconds: Math.min(1, checkpointSeconds) };
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
      checkpoints: { folder: blobs, rhythm },
      dashboardUrl,
      processId: process.pid,
      uptime: () => performance.now(),
      stepTimeoutMs,
    });
    const garbage = await findGarbage(store, blobs, context.now());
    for (const { sha256 } of garbage.blobs) await blobs.remove(sha256);
    const trials = store.listTrials(outcome.sweep.id);
    const leaderboard = buildLeaderboard(outcome.sweep, trials);
    return { ...outcome, leaderboard, givenUp: trials.filter(isGivenUp).length, reporter: reporterName };
  } finally {
    reporter.close();
    await pool.close();
    store.close();
  }
}

/** Identifies a prepared sweep in the store. */
export function identityOf({ spec, specHash, source, engine }: PreparedSweep): Omit<SweepIdentity, 'firstTrials'> {
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
