import { constants, type Stats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { describeEntry } from './describe-entry.ts';
import { FileError, toFileError } from './file-error.ts';

/** An open file that has an end. */
export interface RegularFile {
  /** Size in bytes when it was opened. */
  readonly size: number;
  /**
   * Fills `target` from byte `position` on, with fewer bytes only at the end of the file. Returns the number of
   * bytes.
   */
  readonly read: (target: Uint8Array, position: number) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Without these flags, opening a pipe waits for its writer, and a terminal becomes the process's own. */
export const safeFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** The system reads at most 2 GiB at once; smaller reads let other work in between. */
export const largestRead = 64 * 1024 * 1024;

/**
 * Opens a file, or the target of a link, for reading. Only regular files are opened: a pipe may never begin or end,
 * and a device such as /dev/zero is endless.
 *
 * @throws FileError
 */
export async function openRegularFile(path: string): Promise<RegularFile> {
  let handle: FileHandle | undefined;
  try {
    // Checked before opening, because opening a device may have effects, and again afterwards, because the file may
    // have been replaced.
    refuseOther(await stat(path));
    handle = await open(path, safeFlags);
    const stats = await handle.stat();
    refuseOther(stats);
    return { size: stats.size, read: reader(handle), close: closer(handle) };
  } catch (error) {
    await handle?.close();
    throw toFileError(error);
  }
}

export function refuseOther(stats: Stats): void {
  const kind = describeEntry(stats);
  if (kind !== undefined) throw new FileError('unreadable', `it is ${kind}, expected a file`);
}

function reader(handle: FileHandle): RegularFile['read'] {
  return async (target, position) => {
    let filled = 0;
    try {
      while (filled < target.length) {
        const length = Math.min(largestRead, target.length - filled);
        const { bytesRead } = await handle.read(target, filled, length, position + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
    } catch (error) {
      throw toFileError(error);
    }
    return filled;
  };
}

function closer(handle: FileHandle): () => Promise<void> {
  return async () => handle.close();
}
