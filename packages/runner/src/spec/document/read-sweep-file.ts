import { resolve } from 'node:path';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { decodeText, FileError, readRegularFileSync } from '@sweepdeck/core/files';

const give = 'give the path of a sweep file, or try the one that comes with the program: `runner sweep quickstart`';

/** A sweep is about a page of text; a larger file is something else. */
const maxBytes = 1024 * 1024;

/**
 * Reads a sweep file.
 *
 * @throws SweepdeckError `sweep-file-not-found`, `sweep-file-not-readable` (a directory, a pipe or a device, no
 * permission, too large), `sweep-file-not-text` (binary, or neither UTF-8 nor UTF-16 with a byte order mark),
 * `sweep-file-empty`
 */
export function readSweepFile(filePath: string, currentDirectory: string): string {
  const text = decode(filePath, readBytes(filePath, resolve(currentDirectory, filePath)));
  if (text.trim() === '') {
    throw new SweepdeckError({
      code: 'sweep-file-empty',
      message: `${filePath}: the file is empty; expected a sweep in YAML`,
      hint: 'start from a copy of experiments/quickstart.yaml',
    });
  }
  return text;
}

function readBytes(filePath: string, absolutePath: string): Buffer {
  try {
    return readRegularFileSync(absolutePath, { maxBytes });
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const isMissing = error.reason === 'missing';
    throw new SweepdeckError({
      code: isMissing ? 'sweep-file-not-found' : 'sweep-file-not-readable',
      message: isMissing ? `${filePath}: no such file` : `${filePath}: cannot be read: ${error.message}`,
      hint: give,
      cause: error,
    });
  }
}

function decode(filePath: string, bytes: Buffer): string {
  try {
    return decodeText(bytes);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const isBinary = bytes.includes(0);
    throw new SweepdeckError({
      code: 'sweep-file-not-text',
      message: isBinary
        ? `${filePath}: saw a binary file; expected YAML in UTF-8`
        : `${filePath}: saw bytes that are not UTF-8; expected YAML in UTF-8`,
      hint: isBinary ? give : 'save the file as UTF-8',
      cause: error,
    });
  }
}
