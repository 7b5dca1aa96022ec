import type { Dataset } from '@sweepdeck/core/datasets';
import type { SweepEvent } from '../events/sweep-event.ts';
import type { TrialPool } from '../pool/trial-pool.ts';
import type { JsonValue, SweepRecord, TrialRecord } from '../records/records.ts';
import type { WeightsKeeper } from '../store/checkpoints/weights-keeper.ts';
import type { AttemptOutcome, Store } from '../store/store.ts';
import { createTrialRecorder } from './trial-recorder.ts';

export interface RunAttemptOptions {
  readonly store: Store;
  readonly sweep: SweepRecord;
  readonly trial: TrialRecord;
  /** Counted from 0. */
  readonly worker: number;
  readonly dataset: Dataset;
  readonly pool: TrialPool;
  readonly environment: JsonValue;
  /** Left out: no weights are kept. */
  readonly weightsKeeper?: WeightsKeeper;
  readonly clock: () => number;
  readonly report: (event: SweepEvent) => void;
  readonly stop: AbortSignal;
}

/** Tries one trial once: stores and reports what happens, and how it ended. Rejects only when storing or reporting fails. */
export async function runAttempt(options: RunAttemptOptions): Promise<void> {
  const { store, sweep, trial, worker, weightsKeeper, clock, report, stop } = options;
  const startedAt = clock();
  const attempt = store.startAttempt(trial.id, { worker, environment: options.environment });
  const refresh = (): TrialRecord => store.getTrial(trial.id, sweep.id) ?? trial;
  const started = refresh();
  report({ type: 'trial-started', trial: started, attemptId: attempt.id, worker });

  const recorder = createTrialRecorder(sweep.objective);
  let weights: Uint8Array | undefined;
  const poolOutcome = await options.pool.run(
    {
      attemptId: attempt.id,
      config: trial.config,
      engine: sweep.engine,
      dataset: options.dataset,
      keepWeights: weightsKeeper !== undefined,
    },
    ({ event }) => {
      if (event.type === 'weights') weights = event.bytes;
      recorder.handle(event);
      if (event.type === 'epoch') store.appendEpoch(attempt.id, event.epoch, event.metrics);
      if (event.type === 'started' || event.type === 'progress' || event.type === 'epoch') {
        report({ type: 'trial-event', trial: started, attemptId: attempt.id, event });
      }
    },
  );

  let outcome: AttemptOutcome | undefined = recorder.outcome((clock() - startedAt) / 1000);
  if (outcome === undefined || poolOutcome.type === 'failed') {
    // A worker that had to be ended because it did not stop in time is stopped, not failed.
    if (stop.aborted) outcome = { status: 'stopped' };
    else if (poolOutcome.type === 'failed') outcome = { status: 'failed', error: poolOutcome.error };
    else throw new Error('the training ended without saying how');
  }
  const notKept =
    outcome.status === 'finished' && weights !== undefined
      ? weightsKeeper?.keep(started, outcome.result.objective, weights)
      : undefined;
  store.endAttempt(attempt.id, outcome);
  if (outcome.status === 'finished' || outcome.status === 'diverged') weightsKeeper?.collect();
  if (notKept !== undefined)
    report({ type: 'weights-not-kept', trial: started, attemptId: attempt.id, error: notKept });
  const ended = { trial: refresh(), attemptId: attempt.id };
  if (outcome.status === 'stopped') report({ type: 'trial-stopped', ...ended });
  else if (outcome.status === 'failed') report({ type: 'trial-failed', ...ended, error: outcome.error });
  else report({ type: 'trial-ended', ...ended, status: outcome.status, result: outcome.result });
}
