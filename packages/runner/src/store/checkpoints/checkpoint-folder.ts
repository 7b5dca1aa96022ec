import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { SweepdeckError } from '@sweepdeck/core/errors';

/** Trained weights beside the database, a safetensors file for each trial's key. */
export interface CheckpointFolder {
  pathOf(key: string): string;
  /** Undefined where none is kept. @throws SweepdeckError `checkpoint-unreadable` */
  read(key: string): Uint8Array | undefined;
  /** A file is there as a whole or not at all, also after a crash. @throws SweepdeckError `checkpoint-unwritable` */
  write(key: string, bytes: Uint8Array): void;
  /** Where none is kept, nothing happens. @throws SweepdeckError `checkpoint-unwritable` */
  remove(key: string): void;
}

/** Makes nothing before the first write. @param storeDirectory of the store that has the trials */
export function openCheckpointFolder(storeDirectory: string): CheckpointFolder {
  const directory = join(storeDirectory, 'checkpoints');
  const pathOf = (key: string): string => join(directory, `${key}.safetensors`);
  return {
    pathOf,
    read(key) {
      try {
        return readFileSync(pathOf(key));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw new SweepdeckError({
          code: 'checkpoint-unreadable',
          message: `The weights ${pathOf(key)} cannot be read: ${reasonOf(error)}.`,
          hint: 'Check the permissions of the file.',
          cause: error,
        });
      }
    },
    write(key, bytes) {
      // Two processes may train the same trial at once.
      const temporary = `${pathOf(key)}.${process.pid}.tmp`;
      try {
        mkdirSync(directory, { recursive: true });
        writeDurably(temporary, bytes);
        renameSync(temporary, pathOf(key));
      } catch (error) {
        removeQuietly(temporary);
        throw unwritable(directory, error);
      }
    },
    remove(key) {
      try {
        rmSync(pathOf(key), { force: true });
      } catch (error) {
        throw unwritable(directory, error);
      }
    },
  };
}

function writeDurably(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'w');
  try {
    let written = 0;
    while (written < bytes.length) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What made the write fail is what the user shall see. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder itself may be what cannot be used.
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

function unwritable(directory: string, error: unknown): SweepdeckError {
  return new SweepdeckError({
    code: 'checkpoint-unwritable',
    message: `Trained weights cannot be kept in ${directory}: ${reasonOf(error)}. Results are stored all the same.`,
    hint: 'Free some space or check the permissions; `runner export --retrain` trains a trial again for its weights.',
    cause: error,
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
