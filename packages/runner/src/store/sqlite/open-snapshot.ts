import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { openSqlite } from './sqlite-library.ts';

/**
 * Opens a private copy of a database that cannot be opened in its place: reading one in WAL mode makes files beside it, and
 * its folder or disk cannot be written. (SQLite's own way, `immutable=1`, needs URIs, which better-sqlite3 is built without,
 * and would not read a log that is left.)
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
    // Takes the log in, and needs no file but this one from now on.
    database.pragma('journal_mode = DELETE');
    return database;
  } catch (error) {
    throw new SweepdeckError({
      code: 'store-unreadable',
      message: `The store ${path} cannot be read, neither in its place nor as a copy in ${tmpdir()}: ${error instanceof Error ? error.message : String(error)}.`,
      hint: 'Check the permissions of the file and the free space, or choose another directory with --store DIR.',
      cause: error,
    });
  } finally {
    if (folder !== undefined) removeQuietly(folder);
  }
}

/** The open file lives on without its name. Where the system does not allow that, it clears its temporary files some day. */
function removeQuietly(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Windows: the file is open.
  }
}
