import { SweepdeckError } from '@sweepdeck/core/errors';
import { FileError, readHashedFileSync } from '@sweepdeck/core/files';
import type { TrainOptions } from '@sweepdeck/core/training';
import type { TrainTask } from './protocol/task.ts';

/** Limit for one checkpoint. */
const mostBytes = 2 ** 31;

/**
 * Reads the checkpoint that a task names, for `train`.
 * @throws SweepdeckError `checkpoint-missing`, `checkpoint-damaged`, `checkpoint-unreadable`
 */
export function readCheckpoint({ path, sha256 }: NonNullable<TrainTask['from']>): NonNullable<TrainOptions['from']> {
  try {
    return { bytes: readHashedFileSync(path, sha256, { maxBytes: mostBytes }), source: path };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new SweepdeckError({
      code: `checkpoint-${error.reason}`,
      message: `The checkpoint ${path} cannot be used: ${error.message}.`,
      hint: 'Run the same command to train the trial from an earlier checkpoint or from scratch.',
      cause: error,
    });
  }
}
