import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { FileError, toFileError } from './file-error.ts';
import { largestRead, openRegularFile, refuseOther, safeFlags } from './open-regular-file.ts';

export interface ReadFileOptions {
  /** A larger file is refused before it is read; 1 GiB when omitted. */
  readonly maxBytes?: number;
}

const defaultMaxBytes = 2 ** 30;

/**
 * Reads the whole content of a regular file: no more than it had when it was opened, even if it is written to
 * meanwhile.
 *
 * @throws FileError, also for a file of more than `maxBytes`
 */
export async function readRegularFile(
  path: string,
  { maxBytes = defaultMaxBytes }: ReadFileOptions = {},
): Promise<Buffer> {
  const file = await openRegularFile(path);
  try {
    refuseLarge(file.size, maxBytes);
    const content = Buffer.alloc(file.size);
    refuseShort(await file.read(content, 0), file.size);
    return content;
  } finally {
    await file.close();
  }
}

/** Does the same as `readRegularFile`, for the few files that are read before anything else runs. */
export function readRegularFileSync(path: string, { maxBytes = defaultMaxBytes }: ReadFileOptions = {}): Buffer {
  let file: number | undefined;
  try {
    refuseOther(statSync(path));
    file = openSync(path, safeFlags);
    const stats = fstatSync(file);
    refuseOther(stats);
    refuseLarge(stats.size, maxBytes);
    const content = Buffer.alloc(stats.size);
    let filled = 0;
    while (filled < content.length) {
      const count = readSync(file, content, filled, Math.min(largestRead, content.length - filled), filled);
      if (count === 0) break;
      filled += count;
    }
    refuseShort(filled, stats.size);
    return content;
  } catch (error) {
    throw toFileError(error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function refuseLarge(size: number, maxBytes: number): void {
  if (size > maxBytes) throw new FileError('unreadable', `it has ${size} bytes, expected at most ${maxBytes}`);
}

function refuseShort(found: number, size: number): void {
  if (found < size) throw new FileError('unreadable', `it had ${size} bytes and became shorter while it was read`);
}
