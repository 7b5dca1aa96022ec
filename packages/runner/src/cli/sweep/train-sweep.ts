import { describeDataset } from '../../environment/describe-dataset.ts';
import { describeEnvironment } from '../../environment/describe-environment.ts';
import { watchLoad } from '../../environment/watch-load.ts';
import { createPool } from '../../pool/create-pool.ts';
import type { WorkerThreads } from '../../pool/worker-threads.ts';
import type { EndStatus } from '../../records/statuses.ts';
import { failurePatterns } from '../../records/failure-patterns.ts';
import { buildLeaderboard } from '../../records/leaderboard.ts';
import type { LeaderboardRow } from '../../records/leaderboard-row.ts';
import { isGivenUp } from '../../records/killed-runs.ts';
import type { SweepSummary } from '../../records/records.ts';
import { runSweep } from '../../scheduler/run-sweep.ts';
import type { StopSignals } from '../../scheduler/stop-signals.ts';
import { failurePolicyOf } from '../../spec/schema/failures-schema.ts';
import { openBlobFolder } from '../../store/blobs/blob-folder.ts';
import { findGarbage } from '../../store/blobs/find-garbage.ts';
import { openCheckpointFolder } from '../../store/checkpoints/checkpoint-folder.ts';
import { openSqliteStore } from '../../store/open-store.ts';
import type { CommandContext } from '../command/command.ts';
import { memoryBudget } from './memory-budget.ts';
import { sweepIdentity } from '../wanted-sweep/sweep-identity.ts';
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
  /** True when the run stopped itself because of failures. */
  readonly hasGivenUp: boolean;
  /** Number of trials that were not retried because the run was killed each time they trained. */
  readonly givenUp: number;
  /** Sentences on what the diverged and the failed trials have in common. */
  readonly patterns: readonly string[];
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
  /** The most memory of a worker; an equal share of the machine's when undefined. */
  readonly workerMemoryBytes: number | undefined;
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
  const { stepTimeoutMs, checkpointSeconds, workerMemoryBytes } = options;
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
  const load = watchLoad();
  try {
    const outcome = await runSweep({
      store,
      sweep: sweepIdentity(prepared, engine.name, chosenEngineOf(engine)),
      search: prepared.search,
      isFresh,
      retriesGivenUp,
      dataset,
      pool,
      reporters: [reporter],
      signals,
      environment: {
        ...(await describeEnvironment({ engine, folder: prepared.folder, commandLine: context.words })),
        dataset: describeDataset(dataset, prepared.spec.folds !== undefined),
      },
      load,
      ...(keep === 'none' ? {} : { weights: { keep, folder } }),
      checkpoints: { folder: blobs, rhythm },
      dashboardUrl,
      processId: process.pid,
      uptime: () => performance.now(),
      stepTimeoutMs,
      failures: failurePolicyOf(prepared.spec.failures ?? {}),
      memory: memoryBudget(workerMemoryBytes),
      addPool: () => createPool(engine.name, 1),
      maxWorkers: engine.maxWorkers,
    });
    const garbage = await findGarbage(store, blobs, context.now());
    for (const { sha256 } of garbage.blobs) await blobs.remove(sha256);
    const trials = store.listTrials(outcome.sweep.id);
    const leaderboard = buildLeaderboard(outcome.sweep, trials);
    const givenUp = trials.filter(isGivenUp).length;
    return { ...outcome, leaderboard, givenUp, patterns: failurePatterns(trials), reporter: reporterName };
  } finally {
    reporter.close();
    load.close();
    await pool.close();
    store.close();
  }
}
