import { statSync } from 'node:fs';
import { serializeError, SweepdeckError, type SerializedError } from '@sweepdeck/core/errors';
import type { SweepRecord, TrialRecord } from '../../records/records.ts';
import type { StoreReader } from '../store.ts';
import type { CheckpointFolder } from './checkpoint-folder.ts';
import { followWantedWeights } from './wanted-weights.ts';

/** Decides whose weights of a sweep stay. */
export interface WeightsKeeper {
  /**
   * Keeps the weights of a trial that is about to be stored as finished, if they may be wanted: first the weights, so that a
   * finished trial never lacks them because the process was killed between.
   * @returns why they could not be written; told the first time only
   */
  keep(trial: TrialRecord, objective: number, weights: Uint8Array): SerializedError | undefined;
  /** Deletes the weights that a stored result makes useless; call it with each trial that ends, here or in another sweep. */
  collect(trial: TrialRecord): void;
}

export interface WeightsKeeperOptions {
  readonly store: Pick<StoreReader, 'listTrials' | 'isInOtherSweep'>;
  readonly sweep: SweepRecord;
  /**
   * `best`: in the end of the best trial of the cell that ranks first; until then, of the best trial of every cell that can
   * still come first.
   */
  readonly keep: 'best' | 'all';
  readonly folder: CheckpointFolder;
  /** How much `best` keeps of a sweep that is not through. Cells that rank low give way. Left out: 2 GB. */
  readonly maxBytes?: number;
}

/** Never throws for a folder that cannot be written: a sweep goes on without weights. */
export function createWeightsKeeper(options: WeightsKeeperOptions): WeightsKeeper {
  const { store, sweep, keep, folder, maxBytes = 2e9 } = options;
  let hasFailed = false;
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
  if (keep === 'all') {
    const keepAll: WeightsKeeper['keep'] = ({ key }, _, weights) => attempt(() => folder.write(key, weights));
    return { keep: keepAll, collect: () => undefined };
  }
  const trials = store.listTrials(sweep.id);
  const wanted = followWantedWeights({ sweep, trials, maxBytes });
  // Also those that an earlier run of the sweep left.
  for (const { key, status } of trials) {
    const bytes = status === 'finished' ? sizeOf(folder.pathOf(key)) : undefined;
    if (bytes !== undefined) wanted.add(key, bytes);
  }
  /** Kept until each is removed, because the store may be locked between two of them. */
  const leaving = new Set<string>();
  return {
    keep(trial, objective, weights) {
      if (!wanted.wants(trial, objective)) return undefined;
      return attempt(() => {
        folder.write(trial.key, weights);
        wanted.add(trial.key, weights.byteLength);
      });
    },
    collect(trial) {
      for (const key of wanted.end(trial)) leaving.add(key);
      for (const key of leaving) {
        // Another sweep that has the trial too may want it.
        if (!store.isInOtherSweep(key, sweep.id)) attempt(() => folder.remove(key));
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
