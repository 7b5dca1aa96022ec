import type { Dataset } from '@sweepdeck/core/datasets';
import type { Reporter, SweepEvent } from '../events/sweep-event.ts';
import type { TrialPool } from '../pool/trial-pool.ts';
import type { JsonValue, SweepRecord, SweepSummary, TrialRecord } from '../records/records.ts';
import type { CheckpointFolder } from '../store/checkpoints/checkpoint-folder.ts';
import { createWeightsKeeper } from '../store/checkpoints/weights-keeper.ts';
import type { NewSweep, Store } from '../store/store.ts';
import { runAttempt } from './run-attempt.ts';
import type { StopSignals } from './stop-signals.ts';
import { createTrialQueue } from './trial-queue.ts';

export interface RunSweepOptions {
  readonly store: Store;
  readonly sweep: NewSweep;
  /** Train again what is already finished. */
  readonly isFresh: boolean;
  readonly dataset: Dataset;
  readonly pool: TrialPool;
  readonly reporters: readonly Reporter[];
  readonly signals: StopSignals;
  /** What trains here; kept with each attempt. */
  readonly environment: JsonValue;
  /** Where the weights of which finished trials are kept; left out: of none. */
  readonly weights?: { readonly keep: 'best' | 'all'; readonly folder: CheckpointFolder };
  readonly dashboardUrl: string | null;
  readonly processId: number;
  /** Milliseconds since the Unix epoch. */
  readonly clock: () => number;
  readonly heartbeatMs?: number;
  /** How long a stopped trial has to reach its next batch. */
  readonly graceMs?: number;
  /** How long a worker may be silent within a trial; left out: the pool's default. */
  readonly stepTimeoutMs?: number;
}

export interface SweepOutcome {
  readonly sweep: SweepSummary;
  /** `paused`: stopped before all trials were through. `failed`: through, but some trials failed. */
  readonly status: 'paused' | 'finished' | 'failed';
  readonly seconds: number;
}

/**
 * Trains every trial of a sweep that is not yet finished, in grid order, as many at once as the pool has workers. Every
 * event is stored before a reporter sees it. A failing trial does not end the sweep.
 * @throws SweepdeckError `sweep-is-running`, and whatever the store throws when it cannot be written
 */
export async function runSweep(options: RunSweepOptions): Promise<SweepOutcome> {
  const { store, pool, reporters, signals, clock } = options;
  const startedAt = clock();
  const sweep = store.openSweep(options.sweep, {
    isFresh: options.isFresh,
    workers: pool.size,
    processId: options.processId,
  });
  const report = (event: SweepEvent): void => {
    for (const reporter of reporters) reporter.handle(event);
  };
  const abandon = new AbortController();
  const stop = AbortSignal.any([signals.stop, abandon.signal]);
  const leave = AbortSignal.any([signals.drain, stop]);
  let stopping: Promise<void> = Promise.resolve();
  let running = 0;
  let failure: { readonly error: unknown } | undefined;
  const abandonFor = (error: unknown): void => {
    failure ??= { error };
    abandon.abort();
  };

  const drain = (): void => {
    if (!stop.aborted) report({ type: 'drain-started', running });
  };
  const stopAll = (): void => {
    stopping = pool.stopAll(options.graceMs ?? 2000);
  };
  const beat = (): void => {
    try {
      store.heartbeat(sweep.id);
    } catch (error) {
      abandonFor(error);
    }
  };

  const { weights } = options;
  const kept = weights && { weightsKeeper: createWeightsKeeper({ store, sweep, ...weights }) };
  const trials = store.listTrials(sweep.id);
  const queue = createTrialQueue({ store, sweepId: sweep.id, trials, leave });
  const work = async (worker: number): Promise<void> => {
    try {
      for (let trial = await queue.next(); trial !== undefined; trial = await queue.next()) {
        running++;
        const attempt = { ...options, ...kept, sweep, trial, worker, report, stop };
        const isAgain = await runAttempt({ ...attempt, isLastTry: false });
        if (isAgain && !leave.aborted) await runAttempt({ ...attempt, isLastTry: true });
        running--;
      }
    } catch (error) {
      abandonFor(error);
    }
  };

  const heartbeat = setInterval(beat, options.heartbeatMs ?? 5000);
  signals.drain.addEventListener('abort', drain);
  stop.addEventListener('abort', stopAll);
  try {
    report({
      type: 'sweep-started',
      sweep,
      trials,
      workers: pool.size,
      isResumed: trials.some(({ attempts, isReused }) => attempts > 0 && !isReused),
      dashboardUrl: options.dashboardUrl,
    });
    await Promise.all(Array.from({ length: pool.size }, (_, worker) => work(worker)));
    await stopping;
  } catch (error) {
    abandonFor(error);
  } finally {
    clearInterval(heartbeat);
    signals.drain.removeEventListener('abort', drain);
    stop.removeEventListener('abort', stopAll);
  }
  if (failure !== undefined) {
    releaseQuietly(store, sweep);
    throw failure.error;
  }
  const status = endStatus(store.listTrials(sweep.id));
  store.closeSweep(sweep.id, status);
  const summary = store.getSweep(sweep.id);
  if (summary === undefined) throw new Error(`sweep ${sweep.id} is gone from the store`);
  const seconds = (clock() - startedAt) / 1000;
  report({ type: 'sweep-ended', sweep: summary, status, seconds });
  return { sweep: summary, status, seconds };
}

function endStatus(trials: readonly TrialRecord[]): SweepOutcome['status'] {
  if (trials.some(({ status }) => status === 'pending' || status === 'running')) return 'paused';
  return trials.some(({ status }) => status === 'failed') ? 'failed' : 'finished';
}

/** The store has just refused a write; that it may refuse this one too must not hide the first error. */
function releaseQuietly(store: Store, sweep: SweepRecord): void {
  try {
    store.closeSweep(sweep.id, 'paused');
  } catch {
    // The next run finds the sweep held by a process that is gone and takes it.
  }
}
