import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { FileError, readRegularFileSync } from '@sweepdeck/core/files';
import { realSurroundings, type Surroundings } from '../surroundings.ts';
import { partialFiles } from './partial-files.ts';
import { writeDurably } from './write-durably.ts';

/**
 * Trained weights beside the database: a safetensors file per trial key, each with a file that contains its SHA-256.
 */
export interface CheckpointFolder {
  pathOf(key: string): string;
  /**
   * Reads the weights; undefined when none are kept.
   * @throws SweepdeckError `checkpoint-unreadable`, `checkpoint-damaged`
   */
  read(key: string): Uint8Array | undefined;
  /**
   * Writes the weights. The file exists completely or not at all, even after a crash.
   * @throws SweepdeckError `checkpoint-unwritable`
   */
  write(key: string, bytes: Uint8Array): void;
  /**
   * Deletes the weights, if any are kept.
   * @throws SweepdeckError `checkpoint-unwritable`
   */
  remove(key: string): void;
  /** Lists what is kept: the size of each trial's files, by key. */
  list(): ReadonlyMap<string, number>;
  /** Deletes half-written files of killed processes, but none that another process may still be writing. */
  removeAbandoned(): void;
}

/**
 * Opens the folder. Creates nothing before the first write.
 * @param storeDirectory directory of the store with the trials
 */
export function openCheckpointFolder(
  storeDirectory: string,
  { home, clock, isProcessAlive }: Omit<Surroundings, 'uptime'> = realSurroundings,
): CheckpointFolder {
  const directory = join(storeDirectory, 'checkpoints');
  const hashes = join(storeDirectory, 'checkpoint-hashes');
  const pathOf = (key: string): string => join(directory, `${key}.safetensors`);
  const hashPathOf = (key: string): string => join(hashes, `${key}.sha256`);
  const partial = partialFiles(home);
  const replace = (path: string, bytes: Uint8Array): void => {
    // Two processes may train the same trial at the same time.
    const temporary = partial.nameOf(path);
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeDurably(temporary, bytes);
      renameSync(temporary, path);
    } catch (error) {
      removeQuietly(temporary);
      throw error;
    }
  };
  return {
    pathOf,
    read(key) {
      const path = pathOf(key);
      const bytes = readIfAny(path);
      // Weights of earlier versions have no hash.
      const expected = bytes && readIfAny(hashPathOf(key))?.toString('utf8').slice(0, hexDigits);
      if (bytes !== undefined && expected !== undefined && sha256(bytes) !== expected) throw damaged(path);
      return bytes;
    },
    write(key, bytes) {
      try {
        // The hash is written first: weights without a matching hash do not count as complete.
        replace(hashPathOf(key), Buffer.from(`${sha256(bytes)}  ../checkpoints/${key}.safetensors\n`));
        replace(pathOf(key), bytes);
      } catch (error) {
        throw unwritable(directory, error);
      }
    },
    remove(key) {
      try {
        for (const path of [pathOf(key), hashPathOf(key)]) rmSync(path, { force: true });
      } catch (error) {
        throw unwritable(directory, error);
      }
    },
    list() {
      const sizes = new Map<string, number>();
      for (const path of [directory, hashes].flatMap(listQuietly)) {
        const key = /^([0-9a-f]{32})\.(?:safetensors|sha256)$/.exec(basename(path))?.[1];
        const stats = key === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
        if (key !== undefined && stats?.isFile() === true) sizes.set(key, (sizes.get(key) ?? 0) + stats.size);
      }
      return sizes;
    },
    removeAbandoned() {
      for (const path of [directory, hashes].flatMap(listQuietly)) {
        if (partial.isAbandoned(path, { now: clock(), isProcessAlive })) removeQuietly(path);
      }
    },
  };
}

const hexDigits = 64;
/** Limit for one file of weights. */
const mostBytes = 2 ** 31;

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function readIfAny(path: string): Buffer | undefined {
  try {
    return readRegularFileSync(path, { maxBytes: mostBytes });
  } catch (error) {
    if (error instanceof FileError && error.reason === 'missing') return undefined;
    throw new SweepdeckError({
      code: 'checkpoint-unreadable',
      message: `The weights ${path} cannot be read: ${reasonOf(error)}.`,
      hint: 'Check the permissions of the file.',
      cause: error,
    });
  }
}

function listQuietly(directory: string): string[] {
  try {
    return readdirSync(directory).map((name) => join(directory, name));
  } catch {
    return [];
  }
}

/** Stays silent so that the user sees the error that made the write fail. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder itself may be unusable.
  }
}

function damaged(path: string): SweepdeckError {
  return new SweepdeckError({
    code: 'checkpoint-damaged',
    message: `The weights ${path} are damaged: their SHA-256 differs from the stored one.`,
    hint: 'Train the trial again with `runner export TRIAL --retrain`.',
  });
}

function unwritable(directory: string, error: unknown): SweepdeckError {
  return new SweepdeckError({
    code: 'checkpoint-unwritable',
    message: `Trained weights cannot be kept in ${directory}: ${reasonOf(error)}. Results are still stored.`,
    hint: 'Free some space or check the permissions; `runner export --retrain` trains a trial again to get its weights.',
    cause: error,
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
