import { serializeError, SweepdeckError, type SerializedError } from '@sweepdeck/core/errors';
import type { CheckpointRecord, NewCheckpoint } from '../../records/checkpoint-record.ts';
import type { Store } from '../store.ts';
import type { Blob, BlobFolder } from './blob-folder.ts';

/** A checkpoint to continue from. */
export interface FoundCheckpoint {
  readonly record: CheckpointRecord;
  /** File with the content, whose SHA-256 the record has. */
  readonly path: string;
}

/** Keeps the checkpoints of running trials, each as a blob and a row of the store. */
export interface ProgressKeeper {
  /**
   * Finds the newest checkpoint of a trial whose content is intact.
   * @returns undefined when there is none; `damaged` says why newer ones were skipped
   */
  find(trialId: number): {
    readonly checkpoint: FoundCheckpoint | undefined;
    readonly damaged: readonly SerializedError[];
  };
  /** Opens one checkpoint; returns the error when its content is not intact. */
  open(record: CheckpointRecord): FoundCheckpoint | SerializedError;
  /**
   * Keeps a checkpoint: first its content, then its row, so that a row always has its content.
   * @returns the error when the content could not be written; reported only the first time
   */
  keep(
    attemptId: number,
    content: Uint8Array,
    place: Pick<NewCheckpoint, 'epoch' | 'step' | 'seconds'>,
  ): Promise<SerializedError | undefined>;
  /**
   * Writes the content of a final state, before the store gets its row with the trial's result.
   * @returns undefined when it could not be written; `onError` gets the error, only the first time
   */
  writeFinal(content: Uint8Array, onError: (error: SerializedError) => void): Promise<Blob | undefined>;
  /**
   * Deletes the content of checkpoints that the store no longer has. Call it after each attempt.
   * @param written a final state whose row the store has got
   */
  collect(written?: Blob): Promise<void>;
}

type KeeperStore = Pick<Store, 'listCheckpoints' | 'addCheckpoint' | 'listBlobs'>;

/**
 * Creates the keeper. A folder that cannot be written never ends a sweep: interrupted trials then lose more.
 * @param write runs an action of the store, and waits while another program has it locked
 */
export function createProgressKeeper(
  store: KeeperStore,
  folder: BlobFolder,
  write: <Value>(action: () => Value) => Promise<Value>,
): ProgressKeeper {
  let hasFailed = false;
  /** Written or found here, and not yet deleted. Others belong to another process, or to `runner gc`. */
  const known = new Set<string>();
  const open: ProgressKeeper['open'] = (record) => {
    try {
      folder.read(record.sha256);
      return { record, path: folder.pathOf(record.sha256) };
    } catch (error) {
      if (!(error instanceof SweepdeckError)) throw error;
      return serializeError(error);
    }
  };
  /** Returns the error of a folder that cannot be written; undefined when it was told before. */
  const firstError = (error: unknown): SerializedError | undefined => {
    if (!(error instanceof SweepdeckError) || error.code !== 'blob-unwritable') throw error;
    const isFirst = !hasFailed;
    hasFailed = true;
    return isFirst ? serializeError(error) : undefined;
  };
  return {
    open,
    find(trialId) {
      const damaged: SerializedError[] = [];
      const records = store.listCheckpoints(trialId);
      for (const { sha256 } of records) known.add(sha256);
      for (const record of records) {
        const found = open(record);
        if ('path' in found) return { checkpoint: found, damaged };
        damaged.push(found);
      }
      return { checkpoint: undefined, damaged };
    },
    async keep(attemptId, content, place) {
      try {
        const blob = await folder.write(content);
        try {
          await write(() => store.addCheckpoint(attemptId, { ...place, ...blob }));
        } finally {
          // Not before: another worker's `collect` would see a blob without a row, and delete it.
          known.add(blob.sha256);
        }
        await this.collect();
        return undefined;
      } catch (error) {
        return firstError(error);
      }
    },
    async writeFinal(content, onError) {
      try {
        return await folder.write(content);
      } catch (error) {
        const told = firstError(error);
        if (told !== undefined) onError(told);
        return undefined;
      }
    },
    async collect(written) {
      if (written !== undefined) known.add(written.sha256);
      // What becomes known while the store is asked may be needed, though the answer does not say so.
      const candidates = [...known];
      if (candidates.length === 0) return;
      const needed = await write(() => store.listBlobs());
      for (const sha256 of candidates) {
        if (needed.has(sha256)) continue;
        known.delete(sha256);
        await folder.remove(sha256);
      }
    },
  };
}
