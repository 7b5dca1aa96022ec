import type { CheckpointRhythm } from '@sweepdeck/core/training';
import type { Dataset } from '@sweepdeck/core/datasets';
import type { Reporter, SweepEvent } from '../events/sweep-event.ts';
import type { LoadSampler } from '../environment/load-sampler.ts';
import type { TrialPool } from '../pool/trial-pool.ts';
import { defaultFailurePolicy, type FailurePolicy } from '../records/failure-policy.ts';
import { isGivenUp } from '../records/killed-runs.ts';
import type { Environment } from '../records/environment.ts';
import type { EndStatus } from '../records/statuses.ts';
import type { SweepSummary, TrialRecord } from '../records/records.ts';
import type { TrialSearch } from '../search/trial-source.ts';
import type { CheckpointFolder } from '../store/checkpoints/checkpoint-folder.ts';
import type { BlobFolder } from '../store/blobs/blob-folder.ts';
import { createProgressKeeper } from '../store/blobs/progress-keeper.ts';
import { createWeightsKeeper } from '../store/checkpoints/weights-keeper.ts';
import type { Store, SweepIdentity } from '../store/store.ts';
import { createControlListener } from './control-listener.ts';
import { brokenOff, closeSweep, releaseQuietly } from './end-sweep.ts';
import { createFailureHandler, type Failure } from './failure-handler.ts';
import { createGate } from './gate.ts';
import { createMemoryWatch, type MemoryBudget } from './memory-watch.ts';
import { createPatience } from './patience.ts';
import { repeat } from './repeat.ts';
import { runAttempt } from './run-attempt.ts';
import { createRunningTrials, type Halt } from './running-trials.ts';
import type { StopSignals } from './stop-signals.ts';
import { createSuspects } from './suspects.ts';
import { createTrialPlaces } from './trial-places.ts';
import { createTrialQueue, type TrialQueue } from './trial-queue.ts';
import { createWorkerSlots } from './worker-slots.ts';

export interface RunSweepOptions {
  readonly store: Store;
  readonly sweep: Omit<SweepIdentity, 'firstTrials'>;
  /** Finds the trials. */
  readonly search: TrialSearch;
  /** Whether to train finished trials again. */
  readonly isFresh: boolean;
  /** Whether to retry trials that were given up because the run was killed while they trained; false when omitted. */
  readonly retriesGivenUp?: boolean;
  readonly dataset: Dataset;
  readonly pool: TrialPool;
  readonly reporters: readonly Reporter[];
  readonly signals: StopSignals;
  /** The environment, stored with each attempt. */
  readonly environment: Environment;
  /** Samples the load of the machine for each attempt; it is not stored when omitted. */
  readonly load?: LoadSampler;
  /** Which finished trials keep their weights, and where; none when omitted. */
  readonly weights?: { readonly keep: 'best' | 'all'; readonly folder: CheckpointFolder };
  /** Where and when checkpoints of running trials are kept; interrupted trials start from scratch when omitted. */
  readonly checkpoints?: { readonly folder: BlobFolder; readonly rhythm: CheckpointRhythm };
  readonly dashboardUrl: string | null;
  readonly processId: number;
  /** Reads a monotonic clock, in milliseconds. */
  readonly uptime: () => number;
  readonly heartbeatMs?: number;
  /** How the run reacts to failures; without retries when omitted. */
  readonly failures?: FailurePolicy;
  /** The memory that workers may use; no limit when omitted. */
  readonly memory?: MemoryBudget;
  /** Creates a pool of one worker, when another process asks for more workers; that is refused when omitted. */
  readonly addPool?: () => TrialPool;
  /** The most workers that the engine takes. */
  readonly maxWorkers?: number;
  /** How often requests of other processes are read. */
  readonly controlMs?: number;
  /** How long a stopped trial has to reach its next batch. */
  readonly graceMs?: number;
  /** How long a worker may be silent within a trial; the pool's default when omitted. */
  readonly stepTimeoutMs?: number;
}

export interface SweepOutcome {
  readonly sweep: SweepSummary;
  readonly status: EndStatus;
  readonly seconds: number;
  /** True when the run stopped itself because of failures. */
  readonly hasGivenUp: boolean;
}

/**
 * Trains the trials that a search asks for and that are not finished yet, as many at a time as the pool has workers.
 * Stores every event before reporters see it. A failed trial does not end the sweep.
 *
 * @throws SweepdeckError `sweep-is-running`; BrokenOffError for any error of the store after that
 */
export async function runSweep(options: RunSweepOptions): Promise<SweepOutcome> {
  const { store, pool, search, reporters, signals, uptime } = options;
  const startedAt = uptime();
  const sweep = store.openSweep(
    { ...options.sweep, firstTrials: search.firstTrials },
    {
      isFresh: options.isFresh,
      workers: pool.size,
      processId: options.processId,
      ...(options.retriesGivenUp === undefined ? {} : { retriesGivenUp: options.retriesGivenUp }),
    },
  );
  const report = (event: SweepEvent): void => {
    for (const reporter of reporters) reporter.handle(event);
  };
  const abandon = new AbortController();
  const ownStop = new AbortController();
  const stop = AbortSignal.any([signals.stop, ownStop.signal, abandon.signal]);
  const leave = AbortSignal.any([signals.drain, stop]);
  const graceMs = options.graceMs ?? 2000;
  let stopping: Promise<unknown> = Promise.resolve();
  let failure: { readonly error: unknown } | undefined;
  let hasGivenUp = false;
  const running = createRunningTrials();
  const abandonFor = (error: unknown): void => {
    failure ??= { error };
    abandon.abort();
  };
  const giveUp = (reason: string): void => {
    if (hasGivenUp) return;
    hasGivenUp = true;
    report({ type: 'sweep-gives-up', reason });
    ownStop.abort();
  };

  const drain = (): void => {
    if (!stop.aborted) report({ type: 'drain-started', running: running.size });
  };
  const stopAll = (): void => {
    stopping = Promise.all([pool.stopAll(graceMs), slots.stopAll(graceMs)]);
  };
  const patiently = createPatience({ clock: uptime, onWait: report, giveUp: stop });
  const { weights } = options;
  const kept = weights && { weightsKeeper: createWeightsKeeper({ store, sweep, ...weights }) };
  const { checkpoints } = options;
  const progress = checkpoints && {
    progress: { keeper: createProgressKeeper(store, checkpoints.folder, patiently), rhythm: checkpoints.rhythm },
  };
  const policy = options.failures ?? defaultFailurePolicy;
  const handler = createFailureHandler(policy);
  const { memory } = options;
  const whenMemoryIsFree =
    memory &&
    createMemoryWatch({
      budget: memory,
      running: () => running.size,
      onShort: (availableBytes) => report({ type: 'memory-short', running: running.size, availableBytes }),
      leave,
    });
  /** Trials that failed in this run are not retried here, even if another sweep shares and resets them. */
  const failedHere = new Set<number>();
  const gate = createGate();
  let isExhausted = false;
  let queue: TrialQueue | undefined;
  const suspects = createSuspects(store, patiently);
  const reportIfGivenUp = (trial: TrialRecord): boolean => {
    if (!isGivenUp(trial) || trial.error === null) return false;
    report({ type: 'trial-given-up', trial, error: trial.error });
    return true;
  };

  const train = async (
    trials: TrialQueue,
    trial: TrialRecord,
    { slot, halt, isAlone = false }: { readonly slot: number; readonly halt: Halt; readonly isAlone?: boolean },
  ): Promise<void> => {
    const kills = suspects.killsOf(trial);
    if (kills !== undefined) report({ type: 'trial-runs-alone', trial, kills });
    const limitBytes = memory && (isAlone ? memory.totalBytes : (memory.workerBytes ?? memory.totalBytes / slots.size));
    const attempt = {
      ...options,
      ...kept,
      ...progress,
      pool: slots.poolOf(slot),
      sweep,
      trial,
      worker: slot,
      patiently,
      report,
      onFailure: abandonFor,
      stop,
      halt: halt.signal,
      graceMs,
      timeoutSeconds: policy.timeoutSeconds,
      memoryLimitBytes: limitBytes,
      decide: (failed: Failure) => handler.decide(failed),
    };
    let end = await runAttempt(attempt);
    while (end.type === 'retry' && end.delayMs === 0 && (isAlone || !end.isAlone) && !leave.aborted && gate.isOpen)
      end = await runAttempt(attempt);
    running.end(trial.id);
    if (end.type === 'taken') return trials.giveBack(trial);
    if (end.type === 'retry') return trials.postpone(end.trial, end);
    const { status } = end.outcome;
    if (status === 'stopped') return halt.isForRun && !leave.aborted ? trials.halt(end.trial) : trials.drop();
    if (status === 'failed') failedHere.add(trial.id);
    trials.end(end.trial);
    const decision = status === 'diverged' ? handler.decideDiverged() : undefined;
    const reason = decision?.type === 'stop' ? decision.reason : end.stopReason;
    if (reason !== undefined) giveUp(reason);
  };
  const work = async (slot: number): Promise<void> => {
    try {
      while (queue !== undefined && slot < slots.size) {
        await gate.passed(leave);
        const trial = await queue.next();
        if (trial === undefined) return;
        const begin = (): Halt => running.begin(trial.id);
        const halt = whenMemoryIsFree === undefined ? begin() : await whenMemoryIsFree(begin);
        if (!leave.aborted && slot < slots.size) {
          await train(queue, trial, { slot, halt });
          continue;
        }
        running.end(trial.id);
        if (leave.aborted) queue.drop();
        else queue.halt(trial);
      }
    } catch (error) {
      abandonFor(error);
    }
  };
  let isTrainingAlone = false;
  const slots = createWorkerSlots({ pool, addPool: options.addPool ?? (() => pool), work });
  /** Starts places that have become necessary, but none beside a trial that runs alone. */
  const startPlaces = (): void => {
    if (!isTrainingAlone) slots.startAll();
  };
  const listen = createControlListener({
    store,
    sweepId: sweep.id,
    report,
    patiently,
    run: {
      stop: () => ownStop.abort(),
      pause: () => {
        gate.close();
        return running.haltAll();
      },
      resume: () => gate.open(),
      isPaused: () => !gate.isOpen,
      stopTrial: (id) => running.halt(id),
      retry(trials) {
        for (const { id } of trials) failedHere.delete(id);
        queue?.add(trials);
        startPlaces();
      },
      setWorkers(workers) {
        slots.resize(workers);
        startPlaces();
      },
      maxWorkers: options.addPool === undefined ? pool.size : (options.maxWorkers ?? Infinity),
    },
  });

  const trainAll = async (): Promise<void> => {
    await patiently(() => store.placeTrials(sweep.id, search.firstTrials));
    const trials = store.listTrials(sweep.id);
    const source = search.start(trials);
    const onPlaced = (trial: TrialRecord): void => report({ type: 'trial-placed', trial });
    const placed = createTrialQueue({
      source,
      look: createTrialPlaces({ store, sweepId: sweep.id, trials, patiently, onPlaced }),
      mustRunAlone: (trial) => suspects.look(trial),
      leave,
      uptime,
      onDoneElsewhere: async (trial) => {
        await patiently(() => kept?.weightsKeeper.collect(trial));
        if (!reportIfGivenUp(trial)) report({ type: 'trial-done-elsewhere', trial });
      },
    });
    queue = placed;

    report({
      type: 'sweep-started',
      sweep,
      trials,
      total: search.total,
      workers: pool.size,
      notes: options.dataset.notes ?? [],
      isResumed: trials.some(({ attempts, isReused }) => attempts > 0 && !isReused),
      dashboardUrl: options.dashboardUrl,
    });
    for (const trial of trials) reportIfGivenUp(trial);
    let alone: TrialRecord | undefined;
    do {
      slots.startAll();
      await slots.allIdle();
      await gate.passed(leave);
      alone = await placed.nextAlone();
      if (alone === undefined) continue;
      isTrainingAlone = true;
      await train(placed, alone, { slot: 0, halt: running.begin(alone.id), isAlone: true });
      isTrainingAlone = false;
    } while (!leave.aborted && (alone !== undefined || placed.hasDeferred()));
    isExhausted = source.ask().type === 'done';
    if (!isExhausted && !leave.aborted) throw new Error('the search waits for an outcome, but nothing is running');
  };

  const beat = async (): Promise<void> => patiently(() => store.heartbeat(sweep.id));
  const stopBeating = repeat(beat, options.heartbeatMs ?? 5000, abandonFor);
  const stopListening = repeat(listen, options.controlMs ?? 250, abandonFor);
  signals.drain.addEventListener('abort', drain);
  stop.addEventListener('abort', stopAll);
  try {
    await trainAll();
    await stopping;
  } catch (error) {
    abandonFor(error);
  } finally {
    stopBeating();
    stopListening();
    signals.drain.removeEventListener('abort', drain);
    stop.removeEventListener('abort', stopAll);
    await slots.close();
  }
  if (failure !== undefined) {
    releaseQuietly(store, sweep);
    throw brokenOff(store, failure.error);
  }
  const close = (): ReturnType<typeof closeSweep> => closeSweep(store, sweep, { failedHere, isExhausted });
  const { status, summary } = await patiently(close).catch((error: unknown) => {
    throw brokenOff(store, error);
  });
  const seconds = (uptime() - startedAt) / 1000;
  report({ type: 'sweep-ended', sweep: summary, status, seconds });
  return { sweep: summary, status, seconds, hasGivenUp };
}
