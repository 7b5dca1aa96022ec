import type { Dataset } from '@sweepdeck/core/datasets';
import { SweepdeckError, type SerializedError } from '@sweepdeck/core/errors';
import type { CheckpointRhythm, TrainingEvent } from '@sweepdeck/core/training';
import type { SweepEvent } from '../events/sweep-event.ts';
import type { LoadSampler } from '../environment/load-sampler.ts';
import { createOutputLog } from '../output/output-log.ts';
import type { TrialPool } from '../pool/trial-pool.ts';
import type { Environment } from '../records/environment.ts';
import type { NewCheckpoint } from '../records/checkpoint-record.ts';
import type { AttemptRecord, SweepRecord, TrialRecord } from '../records/records.ts';
import { isDone } from '../records/statuses.ts';
import type { ProgressKeeper } from '../store/blobs/progress-keeper.ts';
import type { WeightsKeeper } from '../store/checkpoints/weights-keeper.ts';
import type { AttemptOutcome, NewAttempt, Store } from '../store/store.ts';
import { createOutputKeeper } from './output-keeper.ts';
import type { Failure, FailureDecision } from './failure-handler.ts';
import { limitAttempt } from './limit-attempt.ts';
import type { Patiently } from './patience.ts';
import { findStart } from './find-start.ts';
import { createTrialRecorder } from './trial-recorder.ts';

export interface RunAttemptOptions {
  readonly store: Store;
  readonly sweep: SweepRecord;
  readonly trial: TrialRecord;
  /** Index of the worker, from 0. */
  readonly worker: number;
  readonly dataset: Dataset;
  readonly pool: TrialPool;
  readonly environment: Environment;
  /** Keeps trained weights; no weights are kept when omitted. */
  readonly weightsKeeper?: WeightsKeeper;
  /** Keeps checkpoints, and finds the one to continue from; no checkpoints are made when omitted. */
  readonly progress?: { readonly keeper: ProgressKeeper; readonly rhythm: CheckpointRhythm };
  /** Samples the load of the machine; it is not stored when omitted. */
  readonly load?: LoadSampler;
  /** Whether the trial must not continue another one with fewer epochs. */
  readonly isFresh: boolean;
  /** Reads a monotonic clock, in milliseconds. */
  readonly uptime: () => number;
  readonly patiently: Patiently;
  readonly report: (event: SweepEvent) => void;
  /** Called at once with an error that will make the attempt reject when its worker has ended. */
  readonly onFailure: (error: unknown) => void;
  /** Stops the whole run. */
  readonly stop: AbortSignal;
  /** Stops this attempt only: its trial is stopped, or the run pauses. */
  readonly halt: AbortSignal;
  /** How long a stopped trial has to reach its next batch. */
  readonly graceMs: number;
  /** How long a worker may be silent; the pool's default when omitted. */
  readonly stepTimeoutMs?: number;
  /** Longest time of the attempt; no limit when null. */
  readonly timeoutSeconds: number | null;
  /** The most memory that the worker may use, in bytes; no limit when omitted. */
  readonly memoryLimitBytes?: number | undefined;
  /** Decides what follows if the attempt fails. */
  readonly decide: (failure: Failure) => FailureDecision;
}

/** How an attempt at a trial ended. */
export type AttemptEnd =
  /** Another sweep started the trial first. */
  | { readonly type: 'taken' }
  /** The attempt failed, and the trial is tried again. */
  | { readonly type: 'retry'; readonly trial: TrialRecord; readonly delayMs: number; readonly isAlone: boolean }
  /** `trial` is the stored state. */
  | {
      readonly type: 'ended';
      readonly outcome: AttemptOutcome;
      readonly trial: TrialRecord;
      /** Why the run stops because of this failure, a sentence; absent when it goes on. */
      readonly stopReason?: string;
    };

/** Output is stored while the trial runs, so that the output of a trial that hangs or trains for hours can be read. */
const outputIntervalMs = 2000;

/**
 * Makes one attempt at a trial: stores and reports its events, and returns how it ended. Rejects only when storing or
 * reporting fails.
 */
export async function runAttempt(options: RunAttemptOptions): Promise<AttemptEnd> {
  const { store, sweep, trial, worker, weightsKeeper, progress, uptime, patiently, report, stop } = options;
  const { environment, isFresh } = options;
  const found =
    progress &&
    (await patiently(() => findStart({ store, keeper: progress.keeper, sweep, trial, usesDonors: !isFresh })));
  const checkpoint = found?.checkpoint;
  const from = checkpoint?.record;
  const newAttempt = { worker, environment, sweepId: sweep.id, ...(from === undefined ? {} : { from }) };
  const attempt = await patiently(() => takeTrial(store, trial, newAttempt));
  if (attempt === undefined) return { type: 'taken' };
  const startedAt = uptime();
  const endLoad = options.load?.follow();
  const refresh = (): Promise<TrialRecord> => patiently(() => store.getTrial(trial.id, sweep.id) ?? trial);
  const started = await refresh();
  for (const error of found?.damaged ?? []) report({ type: 'checkpoint-unusable', trial: started, error });
  if (found?.refused !== undefined) {
    const { trialId: donorId, reason } = found.refused;
    report({ type: 'donor-refused', trial: started, donorId, reason });
  }
  report({ type: 'trial-started', trial: started, attemptId: attempt.id, worker, from: attempt.from });

  const earlierSeconds = from?.seconds ?? 0;
  const secondsSoFar = (): number => earlierSeconds + (uptime() - startedAt) / 1000;
  const earlier = from === undefined ? [] : store.listMetrics([trial.id], [sweep.objective.name]);
  const recorder = createTrialRecorder(sweep.objective, earlier);
  let weights: Uint8Array | undefined;
  let lastStep: number | undefined;
  let finalState: FinalState | undefined;
  const handle = async (event: TrainingEvent): Promise<void> => {
    if ('step' in event) lastStep = event.step;
    if (event.type === 'weights') weights = event.bytes;
    if (event.type === 'checkpoint') {
      const { epoch, step, bytes } = event;
      if (event.isFinal) {
        finalState = { bytes, place: { epoch, step, seconds: secondsSoFar() } };
        return;
      }
      const error = await progress?.keeper.keep(attempt.id, bytes, { epoch, step, seconds: secondsSoFar() });
      if (error !== undefined) report({ type: 'checkpoint-not-kept', trial: started, error });
      return;
    }
    recorder.handle(event);
    if (event.type === 'epoch') await patiently(() => store.appendEpoch(attempt.id, event.epoch, event.metrics));
    if (event.type === 'started' || event.type === 'progress' || event.type === 'epoch') {
      report({ type: 'trial-event', trial: started, attemptId: attempt.id, event });
    }
  };
  const output = createOutputLog();
  const onFirst = (): void => report({ type: 'trial-printed', trial: started, attemptId: attempt.id });
  const keepOutput = createOutputKeeper({ store, attemptId: attempt.id, output, patiently, onFirst });
  // Handles events one after another, because storing may have to wait.
  let handled = Promise.resolve();
  const enqueue = (work: () => Promise<void>): void => {
    handled = handled.then(work);
    handled.catch(options.onFailure);
  };
  const outputTimer = setInterval(() => enqueue(keepOutput), outputIntervalMs);
  const run = options.pool.run(
    {
      attemptId: attempt.id,
      config: trial.config,
      engine: sweep.engine,
      dataset: options.dataset,
      keepWeights: weightsKeeper !== undefined,
      ...(checkpoint === undefined ? {} : { from: { path: checkpoint.path, sha256: checkpoint.record.sha256 } }),
      ...(progress === undefined
        ? {}
        : { checkpoints: { ...progress.rhythm, ...(weightsKeeper !== undefined && { atEnd: true }) } }),
      ...(options.stepTimeoutMs === undefined ? {} : { stepTimeoutMs: options.stepTimeoutMs }),
      ...(options.memoryLimitBytes === undefined ? {} : { memoryLimitBytes: options.memoryLimitBytes }),
    },
    ({ event }) => enqueue(() => handle(event)),
    output,
  );
  const limit = limitAttempt(run, options);
  const poolOutcome = await run.outcome.finally(() => {
    clearInterval(outputTimer);
    limit.close();
  });
  const seconds = secondsSoFar();
  const load = endLoad?.() ?? null;
  enqueue(keepOutput);
  await handled;

  let outcome: AttemptOutcome | undefined = recorder.outcome(seconds, earlierSeconds);
  if (outcome === undefined || poolOutcome.type === 'failed') {
    // A worker that was ended because it did not stop in time counts as stopped, not as failed.
    if (stop.aborted || options.halt.aborted || limit.isTooLate()) outcome = { status: 'stopped' };
    else if (poolOutcome.type === 'failed') outcome = { status: 'failed', error: poolOutcome.error };
    else throw new Error('the training ended without saying how');
  }
  if (outcome.status === 'stopped' && limit.isTooLate() && !stop.aborted && !options.halt.aborted)
    outcome = { status: 'failed', error: limit.error() };
  const keptWeights =
    outcome.status === 'finished' && weights !== undefined
      ? weightsKeeper?.keep(started, outcome.result.objective, weights)
      : undefined;
  const finalBlob =
    keptWeights?.isKept === true && finalState !== undefined
      ? await progress?.keeper.writeFinal(finalState.bytes, (error) =>
          report({ type: 'checkpoint-not-kept', trial: started, error }),
        )
      : undefined;
  if (outcome.status === 'finished' && finalBlob !== undefined && finalState !== undefined)
    outcome = { ...outcome, finalState: { ...finalState.place, ...finalBlob } };
  const refusal =
    outcome.status === 'failed' && from !== undefined && isAboutCheckpoint(outcome.error) ? outcome.error : undefined;
  if (refusal !== undefined) {
    report({ type: 'checkpoint-unusable', trial: started, error: refusal });
    await patiently(() => store.forgetCheckpoints(attempt.id));
  }
  const decision =
    outcome.status === 'failed'
      ? options.decide({
          trialId: trial.id,
          error: outcome.error,
          isMaybeOfAnother: poolOutcome.type === 'failed' && poolOutcome.isMaybeOfAnother === true,
          isAboutCheckpoint: refusal !== undefined,
        })
      : undefined;
  const isRetried = decision?.type === 'retry';
  const stored = { ...outcome, lastStep, ...(isRetried ? { isRetried } : {}) };
  await patiently(() => store.endAttempt(attempt.id, stored, load));
  const endedTrial = await refresh();
  if (isDone(endedTrial.status)) await patiently(() => weightsKeeper?.collect(endedTrial));
  await progress?.keeper.collect(finalBlob);
  if (keptWeights?.error !== undefined)
    report({ type: 'weights-not-kept', trial: started, attemptId: attempt.id, error: keptWeights.error });
  const ended = { trial: endedTrial, attemptId: attempt.id };
  if (outcome.status === 'stopped') report({ type: 'trial-stopped', ...ended });
  else if (outcome.status !== 'failed')
    report({ type: 'trial-ended', ...ended, status: outcome.status, result: outcome.result });
  else if (decision?.type === 'retry') {
    const { delayMs, isAlone } = decision;
    report({ type: 'trial-retried', ...ended, error: outcome.error, delaySeconds: delayMs / 1000, isAlone });
    return { type: 'retry', trial: endedTrial, delayMs, isAlone };
  } else report({ type: 'trial-failed', ...ended, error: outcome.error });
  const stopReason = decision?.type === 'stop' ? { stopReason: decision.reason } : {};
  return { type: 'ended', outcome, trial: endedTrial, ...stopReason };
}

/** The state after the last epoch, and how far it is. */
interface FinalState {
  readonly bytes: Uint8Array;
  readonly place: Pick<NewCheckpoint, 'epoch' | 'step' | 'seconds'>;
}

/** Tells whether training could not continue from its checkpoint; it can start from scratch. */
function isAboutCheckpoint({ code }: SerializedError): boolean {
  return code.startsWith('checkpoint-');
}

/** Marks the trial as running; undefined when another sweep has it. */
function takeTrial(store: Store, { id }: TrialRecord, attempt: NewAttempt): AttemptRecord | undefined {
  try {
    return store.startAttempt(id, attempt);
  } catch (error) {
    if (error instanceof SweepdeckError && error.code === 'trial-not-waiting') return undefined;
    throw error;
  }
}
