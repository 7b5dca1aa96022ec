import { statSync } from 'node:fs';
import { serializeError, SweepdeckError, type SerializedError } from '@sweepdeck/core/errors';
import type { SweepRecord, TrialRecord } from '../../records/records.ts';
import type { Store } from '../store.ts';
import type { CheckpointFolder } from './checkpoint-folder.ts';
import { followWantedWeights } from './wanted-weights.ts';

interface KeptWeights {
  readonly isKept: boolean;
  readonly error?: SerializedError;
}

/** Decides which weights of a sweep are kept. */
export interface WeightsKeeper {
  /**
   * Keeps the weights of a trial that is about to be stored as finished, if they may be needed. The weights come
   * before the result, so that a finished trial has its weights even if the process is killed in between.
   *
   * @returns whether they are kept, and the error when they could not be written; reported only the first time
   */
  keep(trial: TrialRecord, objective: number, weights: Uint8Array): KeptWeights;
  /**
   * Deletes weights that a stored result makes useless, and forgets their final states. Call it with each trial that ends, here or in another sweep.
   */
  collect(trial: TrialRecord): void;
}

export interface WeightsKeeperOptions {
  readonly store: Pick<Store, 'listTrials' | 'isInOtherSweep' | 'forgetFinalStates'>;
  readonly sweep: SweepRecord;
  /**
   * `best`: at the end, the best trial of the top-ranked cell; until then, the best trial of every cell that can
   * still win.
   */
  readonly keep: 'best' | 'all';
  readonly folder: CheckpointFolder;
  /** Limit for `best` while the sweep is unfinished; low-ranked cells lose their weights first. 2 GB when omitted. */
  readonly maxBytes?: number;
}

/**
 * Creates the keeper. It never throws for a folder that cannot be written: the sweep then continues without weights.
 */
export function createWeightsKeeper(options: WeightsKeeperOptions): WeightsKeeper {
  const { store, sweep, keep, folder, maxBytes = 2e9 } = options;
  let hasFailed = false;
  const attempt = (action: () => void): KeptWeights => {
    try {
      action();
      return { isKept: true };
    } catch (error) {
      if (!(error instanceof SweepdeckError)) throw error;
      const isFirst = !hasFailed;
      hasFailed = true;
      return { isKept: false, ...(isFirst && { error: serializeError(error) }) };
    }
  };
  if (keep === 'all') {
    const keepAll: WeightsKeeper['keep'] = ({ key }, _, weights) => attempt(() => folder.write(key, weights));
    return { keep: keepAll, collect: () => undefined };
  }
  const trials = store.listTrials(sweep.id);
  const wanted = followWantedWeights({ sweep, trials, maxBytes });
  // Includes weights that an earlier run of the sweep left.
  for (const { key, status } of trials) {
    const bytes = status === 'finished' ? sizeOf(folder.pathOf(key)) : undefined;
    if (bytes !== undefined) wanted.add(key, bytes);
  }
  /** Kept until each is deleted, because the store may be locked in between. */
  const leaving = new Set<string>();
  return {
    keep(trial, objective, weights) {
      if (!wanted.wants(trial, objective)) return { isKept: false };
      return attempt(() => {
        folder.write(trial.key, weights);
        wanted.add(trial.key, weights.byteLength);
      });
    },
    collect(trial) {
      for (const key of wanted.end(trial)) leaving.add(key);
      for (const key of leaving) {
        // Another sweep with the same trial may need the weights.
        if (!store.isInOtherSweep(key, sweep.id)) {
          store.forgetFinalStates([key]);
          attempt(() => folder.remove(key));
        }
        leaving.delete(key);
      }
    },
  };
}

function sizeOf(path: string): number | undefined {
  try {
    return statSync(path).size;
  } catch {
    return undefined;
  }
}
