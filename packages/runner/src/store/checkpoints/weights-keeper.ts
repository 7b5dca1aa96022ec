import { serializeError, SweepdeckError, type SerializedError } from '@sweepdeck/core/errors';
import type { SweepRecord, TrialRecord } from '../../records/records.ts';
import type { StoreReader } from '../store.ts';
import { bestTrial } from './best-trial.ts';
import type { CheckpointFolder } from './checkpoint-folder.ts';

/** Decides whose weights of a sweep stay. */
export interface WeightsKeeper {
  /**
   * Keeps the weights of a trial that is about to be stored as finished, if they shall be kept: first the weights, so that a
   * finished trial never lacks them because the process was killed between.
   */
  keep(trial: TrialRecord, objective: number, weights: Uint8Array): Keeping;
}

export interface Keeping {
  /** Why the weights could not be written; told the first time only. */
  readonly error?: SerializedError;
  /** Deletes the weights that these replace; call it when the result is stored. */
  forgetReplaced(): void;
}

export interface WeightsKeeperOptions {
  readonly store: Pick<StoreReader, 'listSweeps' | 'listTrials'>;
  readonly sweep: SweepRecord;
  /** `best`: of the sweep's best trial so far, reused ones included. */
  readonly keep: 'best' | 'all';
  readonly folder: CheckpointFolder;
}

/** Never throws for a folder that cannot be written: a sweep goes on without weights. */
export function createWeightsKeeper({ store, sweep, keep, folder }: WeightsKeeperOptions): WeightsKeeper {
  let hasFailed = false;
  /** So far; read once, because a sweep may have thousands of trials. */
  let best = bestTrial(store.listTrials(sweep.id), sweep.objective);
  const attempt = (action: () => void): SerializedError | undefined => {
    try {
      action();
    } catch (error) {
      if (!(error instanceof SweepdeckError)) throw error;
      const isFirst = !hasFailed;
      hasFailed = true;
      if (isFirst) return serializeError(error);
    }
    return undefined;
  };
  /** Another sweep that has the trial too may have it as its best. */
  const isNeededElsewhere = ({ key }: TrialRecord): boolean =>
    store.listSweeps().some(({ id }) => id !== sweep.id && store.listTrials(id).some((trial) => trial.key === key));
  const nothing = (): void => undefined;

  return {
    keep(trial, objective, weights) {
      if (keep === 'all')
        return keeping(
          attempt(() => folder.write(trial.key, weights)),
          nothing,
        );
      const previous = best;
      const ended: TrialRecord = { ...trial, status: 'finished', result: resultOf(objective) };
      best = bestTrial(previous === undefined ? [ended] : [previous, ended], sweep.objective);
      if (best !== ended) return { forgetReplaced: nothing };
      let isWritten = false;
      const error = attempt(() => {
        folder.write(trial.key, weights);
        isWritten = true;
      });
      return keeping(error, () => {
        if (!isWritten || previous === undefined || previous.key === trial.key || isNeededElsewhere(previous)) return;
        attempt(() => folder.remove(previous.key));
      });
    },
  };
}

function keeping(error: SerializedError | undefined, forgetReplaced: () => void): Keeping {
  return { ...(error === undefined ? {} : { error }), forgetReplaced };
}

/** Enough of one to be compared. */
function resultOf(objective: number): NonNullable<TrialRecord['result']> {
  return { bestEpoch: null, objective, seconds: 0, divergedAt: null, metrics: {} };
}
