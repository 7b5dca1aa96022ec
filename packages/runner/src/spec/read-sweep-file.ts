import { readFileSync, statSync, type Stats } from 'node:fs';
import { resolve } from 'node:path';
import { SweepdeckError } from '@sweepdeck/core/errors';

/** A sweep is a page of text; more than this is some other file. */
const maxBytes = 1024 * 1024;

/**
 * The text of a sweep file.
 * @throws SweepdeckError `sweep-file-not-found`, `sweep-file-not-readable` (a directory, no permission, too large),
 * `sweep-file-not-text` (binary, or not UTF-8), `sweep-file-empty`
 */
export function readSweepFile(filePath: string, currentDirectory: string): string {
  const bytes = readBytes(filePath, resolve(currentDirectory, filePath));
  if (bytes.includes(0)) {
    throw new SweepdeckError({
      code: 'sweep-file-not-text',
      message: `${filePath}: saw a binary file; expected YAML in UTF-8`,
      hint: 'give the path of a sweep file such as experiments/quickstart.yaml',
    });
  }
  const text = decode(filePath, bytes);
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
    const stats = statSync(absolutePath);
    refuseOtherThanSmallFile(filePath, stats);
    return readFileSync(absolutePath);
  } catch (error) {
    if (error instanceof SweepdeckError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new SweepdeckError({
        code: 'sweep-file-not-found',
        message: `${filePath}: no such file`,
        hint: 'give the path of a sweep file, or try the one that comes with the program: `runner sweep quickstart`',
        cause: error,
      });
    }
    const why = code === 'EACCES' || code === 'EPERM' ? 'no permission to read it' : `reading it failed (${code})`;
    throw new SweepdeckError({ code: 'sweep-file-not-readable', message: `${filePath}: ${why}`, cause: error });
  }
}

function refuseOtherThanSmallFile(filePath: string, stats: Stats): void {
  if (stats.isDirectory()) {
    throw new SweepdeckError({
      code: 'sweep-file-not-readable',
      message: `${filePath}: saw a directory; expected a YAML file`,
      hint: 'name one file in it',
    });
  }
  if (!stats.isFile()) {
    throw new SweepdeckError({
      code: 'sweep-file-not-readable',
      message: `${filePath}: saw a device or pipe; expected a YAML file`,
    });
  }
  if (stats.size > maxBytes) {
    throw new SweepdeckError({
      code: 'sweep-file-not-readable',
      message: `${filePath}: saw ${stats.size} bytes; expected a sweep file of at most ${maxBytes}`,
    });
  }
}

function decode(filePath: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new SweepdeckError({
      code: 'sweep-file-not-text',
      message: `${filePath}: saw bytes that are not UTF-8; expected YAML in UTF-8`,
      hint: 'save the file as UTF-8',
      cause: error,
    });
  }
}
