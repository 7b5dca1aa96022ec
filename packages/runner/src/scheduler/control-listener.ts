import { SweepdeckError } from '@sweepdeck/core/errors';
import { countOf } from '@sweepdeck/core/words';
import type { SweepEvent } from '../events/sweep-event.ts';
import type { ControlOutcome, ControlRecord } from '../records/control-record.ts';
import { isGivenUp } from '../records/killed-runs.ts';
import type { TrialRecord } from '../records/records.ts';
import type { Store } from '../store/store.ts';
import type { Patiently } from './patience.ts';

/** A run that obeys requests. */
export interface ControlledRun {
  stop(): void;
  /** Stops the running trials at their next batch and starts no other. Resolves with their number. */
  pause(): Promise<number>;
  resume(): void;
  isPaused(): boolean;
  /** Stops a trial. Resolves with false when it did not run. */
  stopTrial(trialId: number): Promise<boolean>;
  /** Tries failed trials again. */
  retry(trials: readonly TrialRecord[]): void;
  setWorkers(workers: number): void;
  readonly maxWorkers: number;
}

export interface ControlListenerOptions {
  readonly store: Pick<Store, 'listControls' | 'answerControl' | 'updateRun' | 'listTrials' | 'listAttempts'>;
  readonly sweepId: number;
  readonly run: ControlledRun;
  readonly report: (event: SweepEvent) => void;
  readonly patiently: Patiently;
}

interface Answer {
  readonly outcome: Exclude<ControlOutcome, 'expired'>;
  readonly message: string;
}

const done = (message: string): Answer => ({ outcome: 'done', message });
const refused = (message: string): Answer => ({ outcome: 'refused', message });

/**
 * Makes a function that reads the open requests to a run, obeys them one after another and answers them. It rejects with
 * errors of the store, but for a store that cannot be read at the moment.
 */
export function createControlListener({
  store,
  sweepId,
  run,
  report,
  patiently,
}: ControlListenerOptions): () => Promise<void> {
  const obey = async ({ request, trialId }: ControlRecord): Promise<Answer> => {
    switch (request.action) {
      case 'stop':
        if (trialId !== null) return stopTrial(run, trialId);
        return done('The run stops.');
      case 'pause': {
        if (run.isPaused()) return done('The sweep was already paused.');
        const stopped = await run.pause();
        await patiently(() => store.updateRun(sweepId, { isOnPause: true }));
        return done(
          stopped === 0
            ? 'Paused. No trial was running.'
            : `Paused. ${countOf(stopped, 'trial')} stopped with a checkpoint, and the workers are free.`,
        );
      }
      case 'resume':
        if (!run.isPaused()) return done('The sweep was not paused.');
        run.resume();
        await patiently(() => store.updateRun(sweepId, { isOnPause: false }));
        return done('Resumed.');
      case 'retry': {
        const failed = store
          .listTrials(sweepId)
          .filter((trial) => trial.status === 'failed' && !isGivenUp(trial))
          .filter(
            ({ id }) => request.kind === undefined || store.listAttempts(id).at(-1)?.failureKind === request.kind,
          );
        if (failed.length === 0) return refused('No trial of the sweep has failed in that way.');
        run.retry(failed);
        return done(`${countOf(failed.length, 'trial')} will be tried again.`);
      }
      case 'set': {
        const { workers } = request;
        if (workers > run.maxWorkers)
          return refused(`The engine of the sweep takes at most ${countOf(run.maxWorkers, 'worker')}.`);
        run.setWorkers(workers);
        await patiently(() => store.updateRun(sweepId, { workers }));
        return done(`The sweep runs ${countOf(workers, 'trial')} at the same time from now on.`);
      }
    }
  };
  return async () => {
    for (const control of readOpen(store, sweepId)) {
      const { outcome, message } = await obey(control);
      await patiently(() => store.answerControl(control.id, outcome, message));
      report({ type: 'control-answered', control: { ...control, answer: { at: Date.now(), outcome, message } } });
      // The answer must be stored before the run ends.
      if (control.request.action === 'stop' && control.trialId === null) run.stop();
    }
  };
}

/** Reads the open requests; none while the store is busy, because they wait until it can be read. */
function readOpen(store: Pick<Store, 'listControls'>, sweepId: number): ControlRecord[] {
  try {
    return store.listControls(sweepId, true);
  } catch (error) {
    if (error instanceof SweepdeckError && error.code === 'store-busy') return [];
    throw error;
  }
}

async function stopTrial(run: ControlledRun, trialId: number): Promise<Answer> {
  if (!(await run.stopTrial(trialId))) return refused(`Trial t${trialId} is not running.`);
  return done(`Trial t${trialId} stopped with a checkpoint. The next run of the sweep continues it.`);
}
