import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { nameBeside, removeAbandonedExports } from '../abandoned-exports.ts';
import { statsOf } from '../write-export-folder.ts';

/**
 * Refuses an output file that is occupied. Call it before the work and again right before writing.
 *
 * @param force whether to replace a file; nothing else is ever replaced
 *
 * @throws SweepdeckError `output-exists`, `output-not-a-file`
 */
export function checkOutputFile(path: string, force: boolean): void {
  const stats = statsOf(path);
  if (stats === undefined) return;
  const otherName = 'name another file with --output FILE';
  if (!stats.isFile())
    throw new SweepdeckError({
      code: 'output-not-a-file',
      message: `${path} was not replaced: it is not a regular file.`,
      hint: `Remove it, or ${otherName}.`,
    });
  if (force) return;
  throw new SweepdeckError({
    code: 'output-exists',
    message: `${path} exists already.`,
    hint: `Replace it with --force, or ${otherName}.`,
  });
}

/**
 * Writes a file as a whole: under a temporary name beside it, which then becomes its name.
 *
 * @param write writes the content to the path that it gets
 *
 * @throws SweepdeckError as `checkOutputFile`, and `output-unwritable`
 */
export async function writeExportFile(
  path: string,
  write: (temporary: string) => void | Promise<void>,
  force: boolean,
): Promise<void> {
  const temporary = nameBeside(path, 'new');
  try {
    mkdirSync(dirname(path), { recursive: true });
    await write(temporary);
    makeDurable(temporary);
    checkOutputFile(path, force);
    renameSync(temporary, path);
    removeAbandonedExports(path);
  } catch (error) {
    removeQuietly(temporary);
    // Only the system's errors have a code: those of the store and of this program say themselves what to do.
    if (error instanceof SweepdeckError || !(error instanceof Error && 'syscall' in error)) throw error;
    throw new SweepdeckError({
      code: 'output-unwritable',
      message: `The export cannot be written to ${path}: ${error.message}.`,
      hint: 'Free some space, check the permissions, or name another file with --output FILE.',
      cause: error,
    });
  }
}

/** Writes texts one after the other. */
export function writeTexts(path: string, texts: Iterable<string>): void {
  const file = openSync(path, 'w');
  try {
    for (const text of texts) {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    }
  } finally {
    closeSync(file);
  }
}

function makeDurable(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Stays silent so that the user sees the error that made the write fail. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The disk itself may be unusable.
  }
}
