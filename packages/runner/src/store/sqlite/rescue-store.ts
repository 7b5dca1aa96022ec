import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { openSqlite } from './sqlite-library.ts';

/**
 * Copies everything that a connection still sees of a database whose files are gone into a new store beside the old
 * one.
 *
 * @returns the new store's directory; undefined when nothing complete could be saved
 */
export function rescueStore(connection: Database.Database, databaseName: string): string | undefined {
  const directory = makeDirectory(`${dirname(connection.name)}-rescued`);
  if (directory === undefined) return undefined;
  try {
    const path = join(directory, databaseName);
    connection.prepare('VACUUM INTO ?').run(path);
    const copy = openSqlite(path);
    try {
      if (copy.pragma('integrity_check', { simple: true }) !== 'ok') throw new Error('the copy is damaged');
      release(copy);
    } finally {
      copy.close();
    }
    return directory;
  } catch {
    rmSync(directory, { recursive: true, force: true });
    return undefined;
  }
}

/** Marks everything in the copy as not running. */
function release(copy: Database.Database): void {
  copy.exec(`
    BEGIN;
    -- Checkpoints are files beside the store and were lost with it.
    DELETE FROM checkpoint;
    UPDATE attempt SET status = 'interrupted', failure_kind = 'interrupted' WHERE status = 'running';
    UPDATE trial SET status = 'pending' WHERE status = 'running';
    UPDATE sweep SET status = 'paused', process_id = NULL, hold_token = NULL, hold_boot = NULL, hold_pid_namespace = NULL,
      heartbeat_at = NULL, heartbeat_uptime_ms = NULL WHERE status = 'running';
    COMMIT;
  `);
  copy.pragma('journal_mode = WAL');
}

/** Creates the first free directory of `name`, `name-2`, `name-3`, ... */
function makeDirectory(name: string): string | undefined {
  for (let count = 1; count <= 100; count++) {
    const directory = count === 1 ? name : `${name}-${count}`;
    try {
      mkdirSync(dirname(directory), { recursive: true });
      mkdirSync(directory);
      return directory;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) return undefined;
    }
  }
  return undefined;
}
