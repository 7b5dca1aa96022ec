import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { FileError, readHashedFileSync } from '@sweepdeck/core/files';
import { partialFiles } from '../checkpoints/partial-files.ts';
import { realSurroundings, type Surroundings } from '../surroundings.ts';

/** A file of the folder. */
export interface Blob {
  readonly sha256: string;
  readonly bytes: number;
}

/** A file of the folder, with the date of its last change in milliseconds since the Unix epoch. */
export interface ListedBlob extends Blob {
  readonly writtenAt: number;
}

/** Files beside the database that are named by the SHA-256 of their content. */
export interface BlobFolder {
  pathOf(sha256: string): string;
  /**
   * Writes a blob. The file exists completely or not at all, even after a crash of the machine.
   * @throws SweepdeckError `blob-unwritable`
   */
  write(content: Uint8Array): Promise<Blob>;
  /**
   * Reads a blob and compares its hash.
   * @throws SweepdeckError `blob-missing`, `blob-damaged`, `blob-unreadable`
   */
  read(sha256: string): Uint8Array;
  /** Deletes a blob; does nothing if there is none, or it cannot be deleted. */
  remove(sha256: string): Promise<void>;
  /** Lists all blobs, in order of their names. */
  list(): Promise<ListedBlob[]>;
  /** Deletes half-written files of killed processes, but none that another process may still be writing. */
  removeAbandoned(): Promise<void>;
}

/** Limit for one blob. */
const mostBytes = 2 ** 31;

/**
 * Opens the folder `blobs` of a store. Creates nothing before the first write.
 * @param storeDirectory directory of the store
 */
export function openBlobFolder(
  storeDirectory: string,
  { home, clock, isProcessAlive }: Omit<Surroundings, 'uptime'> = realSurroundings,
): BlobFolder {
  const directory = join(storeDirectory, 'blobs');
  const pathOf = (sha256: string): string => join(directory, sha256);
  const partial = partialFiles(home);
  let written = 0;
  return {
    pathOf,
    async write(content) {
      const sha256 = sha256Of(content);
      const path = pathOf(sha256);
      // One process may write the same content twice at the same time.
      const temporary = partial.nameOf(`${path}.${written++}`);
      try {
        await mkdir(directory, { recursive: true });
        await writeDurably(temporary, content);
        await rename(temporary, path);
        await syncFolder(directory);
      } catch (error) {
        await removeQuietly(temporary);
        throw unwritable(directory, error);
      }
      return { sha256, bytes: content.byteLength };
    },
    read(sha256) {
      const path = pathOf(sha256);
      try {
        return readHashedFileSync(path, sha256, { maxBytes: mostBytes });
      } catch (error) {
        throw unusable(path, error);
      }
    },
    remove: (sha256) => removeQuietly(pathOf(sha256)),
    async list() {
      const names = (await listQuietly(directory)).filter((name) => /^[0-9a-f]{64}$/.test(name)).sort();
      const blobs = names.map(async (sha256) => {
        const size = await stat(pathOf(sha256)).catch(() => undefined);
        return size?.isFile() === true ? [{ sha256, bytes: size.size, writtenAt: size.mtimeMs }] : [];
      });
      return (await Promise.all(blobs)).flat();
    },
    async removeAbandoned() {
      for (const name of await listQuietly(directory)) {
        const path = join(directory, name);
        if (partial.isAbandoned(path, { now: clock(), isProcessAlive })) await removeQuietly(path);
      }
    },
  };
}

function unusable(path: string, error: unknown): SweepdeckError {
  const reason = error instanceof FileError ? error.reason : 'unreadable';
  return new SweepdeckError({
    code: `blob-${reason}`,
    message: `The checkpoint ${path} cannot be used: ${reasonOf(error)}.`,
    hint:
      reason === 'unreadable'
        ? 'Check the permissions of the file.'
        : 'The trial continues from an earlier checkpoint, or starts from scratch.',
    cause: error,
  });
}

function sha256Of(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Writes a file and returns when it is on the disk. */
async function writeDurably(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the names in a folder durable. Windows cannot, and does not need it. */
async function syncFolder(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(directory, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function listQuietly(directory: string): Promise<string[]> {
  return readdir(directory).catch(() => []);
}

async function removeQuietly(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}

function unwritable(directory: string, error: unknown): SweepdeckError {
  return new SweepdeckError({
    code: 'blob-unwritable',
    message: `A checkpoint cannot be kept in ${directory}: ${reasonOf(error)}. Results are still stored.`,
    hint: 'Free some space or check the permissions. Until then, a trial that is interrupted starts again from its last checkpoint.',
    cause: error,
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
