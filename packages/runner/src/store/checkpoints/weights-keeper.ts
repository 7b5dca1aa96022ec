import { statSync } from 'node:fs';
import { serializeError, SweepdeckError, type SerializedError } from '@sweepdeck/core/errors';
import { bestOfCell } from '../../records/best-trial.ts';
import type { SweepRecord, TrialRecord } from '../../records/records.ts';
import type { StoreReader } from '../store.ts';
import type { CheckpointFolder } from './checkpoint-folder.ts';
import { possibleWinners } from './winning-trials.ts';

/** Decides whose weights of a sweep stay. */
export interface WeightsKeeper {
  /**
   * Keeps the weights of a trial that is about to be stored as finished, if they may be wanted: first the weights, so that a
   * finished trial never lacks them because the process was killed between.
   * @returns why they could not be written; told the first time only
   */
  keep(trial: TrialRecord, objective: number, weights: Uint8Array): SerializedError | undefined;
  /** Deletes the weights that can no longer be wanted; call it when a result is stored. */
  collect(): void;
}

export interface WeightsKeeperOptions {
  readonly store: Pick<StoreReader, 'listSweeps' | 'listTrials'>;
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
  /** Sizes of the weights that are there, by key: also those that an earlier run of the sweep left. */
  const kept = new Map<string, number>();
  if (keep === 'best') {
    for (const { key, status } of store.listTrials(sweep.id)) {
      const bytes = status === 'finished' ? sizeOf(folder.pathOf(key)) : undefined;
      if (bytes !== undefined) kept.set(key, bytes);
    }
  }
  const write = ({ key }: TrialRecord, weights: Uint8Array): SerializedError | undefined =>
    attempt(() => {
      folder.write(key, weights);
      kept.set(key, weights.byteLength);
    });

  return {
    keep(trial, objective, weights) {
      if (keep === 'all') return write(trial, weights);
      const ended: TrialRecord = { ...trial, status: 'finished', result: resultOf(objective) };
      const cell = store.listTrials(sweep.id).filter(({ cell: own, id }) => own === trial.cell && id !== trial.id);
      return bestOfCell(sweep, [...cell, ended]) === ended ? write(trial, weights) : undefined;
    },
    collect() {
      if (keep === 'all' || kept.size < 2) return;
      const trials = store.listTrials(sweep.id);
      const wanted = withinBytes(possibleWinners(sweep, trials), kept, maxBytes);
      const cellsOfWanted = new Map(wanted.map(({ cell, key }) => [cell, key]));
      const replaced = trials.filter(({ cell, key }) => {
        const wantedKey = cellsOfWanted.get(cell);
        // Where the better weights could not be written, the others of the cell are worth keeping.
        return kept.has(key) && key !== wantedKey && (wantedKey === undefined || kept.has(wantedKey));
      });
      if (replaced.length === 0) return;
      // Another sweep that has the trial too may want it.
      const elsewhere = new Set(
        store.listSweeps().flatMap(({ id }) => (id === sweep.id ? [] : store.listTrials(id).map(({ key }) => key))),
      );
      for (const { key } of replaced) {
        kept.delete(key);
        if (!elsewhere.has(key)) attempt(() => folder.remove(key));
      }
    },
  };
}

/** The first trials whose weights take no more than so many bytes together, but always the first. */
function withinBytes(
  trials: readonly TrialRecord[],
  sizes: ReadonlyMap<string, number>,
  maxBytes: number,
): readonly TrialRecord[] {
  let bytes = 0;
  return trials.filter(({ key }, place) => {
    bytes += sizes.get(key) ?? 0;
    return place === 0 || bytes <= maxBytes;
  });
}

function sizeOf(path: string): number | undefined {
  try {
    return statSync(path).size;
  } catch {
    return undefined;
  }
}

/** Enough of one to be compared. */
function resultOf(objective: number): NonNullable<TrialRecord['result']> {
  return { bestEpoch: null, objective, seconds: 0, divergedAt: null, metrics: {} };
}
