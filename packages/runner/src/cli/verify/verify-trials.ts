import { availableParallelism } from 'node:os';
import type { StoredTensors } from '@sweepdeck/core/checkpoints';
import { serializeError, SweepdeckError } from '@sweepdeck/core/errors';
import { readTrialCheckpoint } from '@sweepdeck/core/training';
import { countOf } from '@sweepdeck/core/words';
import { describeDataset } from '../../environment/describe-dataset.ts';
import { describeEnvironment } from '../../environment/describe-environment.ts';
import { createPool } from '../../pool/create-pool.ts';
import { cellLabel } from '../../records/cell-label.ts';
import type { Comparison } from '../../records/verification.ts';
import { createPatience } from '../../scheduler/patience.ts';
import { listenForStopSignals } from '../../scheduler/stop-signals.ts';
import type { EngineChoice } from '../../spec/schema/engine-choices.ts';
import { openCheckpointFolder } from '../../store/checkpoints/checkpoint-folder.ts';
import { openSqliteStore } from '../../store/open-store.ts';
import type { CommandContext } from '../command/command.ts';
import { withReader } from '../stored/with-reader.ts';
import { firstDifference } from './compare-results.ts';
import { findEngine } from './find-engine.ts';
import { selectTrials, type DoneTrial, type Selection } from './select-trials.ts';
import { relativeTolerance, shareTolerance } from './tolerance.ts';
import { trainAgain } from './train-again.ts';
import { loadTrainedTrials, type TrainedTrial } from './trained-trial.ts';
import type { VerifiedTrial, VerifyResult } from './verified.ts';
import { showProgress } from './verify-progress.ts';

export interface VerifyOptions extends Selection {
  /** The engine to train on; that of the trials when undefined. */
  readonly engine: EngineChoice | undefined;
  /** Undefined for one per core. */
  readonly workers: number | undefined;
  readonly stepTimeoutMs: number;
}

/**
 * Trains trials again and stores whether they gave the same result.
 * @throws SweepdeckError when they cannot be trained again, before the first one is
 */
export async function verifyTrials(options: VerifyOptions, context: CommandContext): Promise<VerifyResult> {
  const { trained, engine } = await withReader(context, async (reader) => {
    const trials = selectTrials(reader, options);
    const found = await findEngine(options, trials);
    return { trained: await loadTrainedTrials(reader, trials, context), engine: found };
  });
  const most = options.workers ?? availableParallelism();
  const workers = Math.min(most, trained.length, engine.maxWorkers);
  // Fails on an unusable store before anything is trained.
  const store = openSqliteStore(context.storeDirectory);
  context.stderr.write(
    `Training ${countOf(trained.length, 'trial')} again on ${engine.name}, ${countOf(workers, 'worker')}\n`,
  );
  const folder = openCheckpointFolder(context.storeDirectory);
  const pool = createPool(engine.name, workers);
  const signals = listenForStopSignals();
  const stop = signals.drain;
  stop.addEventListener('abort', () => void pool.stopAll(2000));
  const progress = showProgress(trained.length, context);
  const patiently = createPatience({ clock: () => performance.now(), onWait: progress.waiting, giveUp: stop });
  const own = await describeEnvironment({ engine, folder: process.cwd(), commandLine: context.words });

  /** Reads the kept weights. A damaged file is no result that could be compared. */
  const keptWeights = ({ id, key }: DoneTrial): StoredTensors | undefined => {
    try {
      const bytes = folder.read(key);
      return bytes && readTrialCheckpoint(bytes, `The weights of t${id}`).tensors;
    } catch (error) {
      if (!(error instanceof SweepdeckError)) throw error;
      progress.note(`The kept weights of t${id} are not compared. ${error.message}`);
      return undefined;
    }
  };
  const verify = async (item: TrainedTrial): Promise<VerifiedTrial | undefined> => {
    const { trial, environment, dataset } = item;
    const isSame = environment.engine === engine.name && environment.numerics_version === engine.numericsVersion;
    const comparison: Comparison = isSame ? 'bits' : 'tolerance';
    const weights = isSame && trial.status === 'finished' ? keptWeights(trial) : undefined;
    const facts = {
      trialId: trial.id,
      label: cellLabel(trial.parameters),
      comparison,
      engine: engine.name,
      trainedOn: environment.numerics_version ?? null,
    };
    const startedAt = performance.now();
    const secondsSoFar = (): number => (performance.now() - startedAt) / 1000;
    try {
      const now = await trainAgain(item, {
        pool,
        engine: engine.name,
        keepWeights: weights !== undefined,
        stepTimeoutMs: options.stepTimeoutMs,
        onEpoch: (epoch) => progress.epoch(trial, epoch),
      });
      if (now === undefined) return undefined;
      const seconds = secondsSoFar();
      const { status, result, config } = trial;
      const metrics = await patiently(() => store.listMetrics([trial.id]));
      const stored = { status, objective: config.metric.name, result, metrics, weights };
      const difference = firstDifference(stored, now, comparison);
      const outcome = difference === null ? 'reproduced' : 'differs';
      const hasFolds = config.fold !== undefined;
      await patiently(() =>
        store.addVerification({
          trialId: trial.id,
          outcome,
          comparison,
          engine: engine.name,
          environment: { ...own, dataset: describeDataset(dataset, hasFolds) },
          firstDifference: difference,
          seconds,
        }),
      );
      return { ...facts, outcome, firstDifference: difference, seconds, error: null };
    } catch (error) {
      if (stop.aborted) return undefined;
      if (error instanceof SweepdeckError && error.code.startsWith('store-')) throw error;
      const failed = { outcome: 'failed', firstDifference: null, seconds: secondsSoFar() } as const;
      return { ...facts, ...failed, error: serializeError(error) };
    }
  };

  const verified: VerifiedTrial[] = [];
  let left = [...trained];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined && !stop.aborted; next = left.shift()) {
      const done = await verify(next).catch((error: unknown) => {
        left = [];
        throw error;
      });
      if (done === undefined) return;
      verified.push(done);
      progress.done(done, verified.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: workers }, work));
  } finally {
    progress.close();
    await pool.close();
    signals.close();
    store.close();
  }
  return {
    engine: engine.name,
    numericsVersion: engine.numericsVersion,
    tolerance: { share: shareTolerance, relative: relativeTolerance },
    selected: trained.length,
    trials: verified.toSorted((a, b) => a.trialId - b.trialId),
    isStopped: stop.aborted,
  };
}
