import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { writeDurably } from '../../store/checkpoints/write-durably.ts';
import { nameBeside, removeAbandonedExports } from './abandoned-exports.ts';

/** The content of each file, by name. */
export type ExportFiles = ReadonlyMap<string, string | Uint8Array>;

/** Files that an earlier export may have written, in any format. */
const knownFiles: readonly string[] = [
  'model.json',
  'weights.bin',
  'model.safetensors',
  'labels.json',
  'MODEL_CARD.md',
];

/**
 * Refuses an output folder that is occupied. Call it before the work and again right before writing.
 *
 * @param force whether to replace an earlier export; nothing else is ever replaced
 *
 * @throws SweepdeckError `output-exists`, `output-not-an-export`
 */
export function checkOutput(directory: string, force: boolean): void {
  const stats = statsOf(directory);
  if (stats === undefined) return;
  const isFolder = stats.isDirectory();
  const entries = isFolder ? readdirSync(directory, { withFileTypes: true }) : [];
  if (isFolder && entries.length === 0) return;
  if (!force) {
    throw new SweepdeckError({
      code: 'output-exists',
      message: `${directory} exists already.`,
      hint: 'Replace an earlier export with --force, or name another folder with --output DIR.',
    });
  }
  const others = entries.filter((entry) => !knownFiles.includes(entry.name) || !entry.isFile());
  if (isFolder && others.length === 0) return;
  const holds = others.slice(0, 3).map(({ name }) => name);
  throw new SweepdeckError({
    code: 'output-not-an-export',
    message: `${directory} was not replaced: ${isFolder ? `it contains ${holds.join(', ')}, which no export wrote` : 'it is not a folder'}.`,
    hint: 'Name another folder with --output DIR.',
  });
}

/**
 * Reads a path's own status, without following a link: a link is never replaced either. Undefined when nothing is
 * there, or when a file blocks the path.
 */
export function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // The write will report the problem.
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/**
 * Writes a folder as a whole: into a temporary folder beside it, which is then renamed. After any failure the folder
 * is the old one, the new one or, between the two renames, missing.
 *
 * @throws SweepdeckError as `checkOutput`, and `output-unwritable`
 */
export function writeExportFolder(directory: string, files: ExportFiles, force: boolean): void {
  const [fresh, old] = [nameBeside(directory, 'new'), nameBeside(directory, 'old')];
  try {
    mkdirSync(dirname(directory), { recursive: true });
    // A leftover with this process's id comes from an earlier process.
    removeQuietly(fresh);
    mkdirSync(fresh);
    for (const [name, content] of files) writeDurably(join(fresh, name), content);
    checkOutput(directory, force);
    if (statsOf(directory) !== undefined) renameSync(directory, old);
    renameSync(fresh, directory);
    rmSync(old, { recursive: true, force: true });
    // Only after the rename: a folder that a killed export moved away may have been the only copy.
    removeAbandonedExports(directory);
  } catch (error) {
    removeQuietly(fresh);
    if (error instanceof SweepdeckError) throw error;
    throw new SweepdeckError({
      code: 'output-unwritable',
      message: `The export cannot be written to ${directory}: ${error instanceof Error ? error.message : String(error)}.`,
      hint: 'Free some space, check the permissions, or name another folder with --output DIR.',
      cause: error,
    });
  }
}

/** Stays silent so that the user sees the error that made the write fail. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // The disk itself may be unusable.
  }
}
