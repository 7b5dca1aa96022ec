import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { openSqlite } from './sqlite-library.ts';

/**
 * Opens a private copy of a database that cannot be opened in place: reading in WAL mode creates files beside the
 * database, and its folder or disk cannot be written. SQLite's own `immutable=1` needs URIs, which better-sqlite3 is
 * built without, and would ignore an unmerged log.
 *
 * @throws SweepdeckError `store-unreadable`
 */
export function openSnapshot(path: string): Database.Database {
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), 'sweepdeck-read-'));
    const copy = join(folder, 'copy.db');
    for (const suffix of ['', '-wal']) {
      if (!existsSync(path + suffix)) continue;
      copyFileSync(path + suffix, copy + suffix);
      chmodSync(copy + suffix, 0o600);
    }
    const database = openSqlite(copy);
    // Merges the log, so that only this file is needed.
    database.pragma('journal_mode = DELETE');
    return database;
  } catch (error) {
    throw new SweepdeckError({
      code: 'store-unreadable',
      message: `The store ${path} cannot be read, neither in place nor as a copy in ${tmpdir()}: ${error instanceof Error ? error.message : String(error)}.`,
      hint: 'Check the permissions of the file and the free space, or choose another directory with --store DIR.',
      cause: error,
    });
  } finally {
    if (folder !== undefined) removeQuietly(folder);
  }
}

/**
 * Deletes the copy's name; the open file lives on. If the system does not allow this, it will clean its temporary
 * files itself.
 */
function removeQuietly(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Windows cannot delete an open file.
  }
}
