import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type Database from 'better-sqlite3';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { describeEntry } from '@sweepdeck/core/files';
import { latestVersion } from '../migrations/index.ts';
import { migrate, requireKnownVersion } from './migrate.ts';
import { openSnapshot } from './open-snapshot.ts';
import { openSqlite, SqliteError } from './sqlite-library.ts';
import { identityOf } from './store-files.ts';
import { withTranslatedErrors } from './translate-error.ts';

/** File name of the database in the store's directory. */
export const databaseName = 'sweepdeck.db';

const busyTimeoutMs = 5000;

/**
 * Bytes of a page of a new database. The log gets every changed page whole, and an epoch changes a few rows on each of
 * several pages.
 */
const pageBytes = 1024;

/** Bytes in the log before they are merged into the database, which waits for the disk. */
const bytesInLog = 16_000_000;

/** Opens the store's database for writing; creates the directory, the database and the schema as needed. */
export function openWritableDatabase(directory: string): Database.Database {
  const path = join(resolve(directory), databaseName);
  makeDirectory(resolve(directory));
  refuseOtherThanFile(path);
  return withTranslatedErrors(path, () => configure(openSqlite(path, { timeout: busyTimeoutMs })));
}

export function openMemoryDatabase(): Database.Database {
  return configure(openSqlite(':memory:'));
}

export interface ReadableDatabase {
  readonly database: Database.Database;
  /** Returns false when the store's path now leads to other files, or to none. */
  readonly isCurrent: () => boolean;
}

/**
 * Opens an existing store for reading, or a copy if its folder cannot be written.
 *
 * @throws SweepdeckError `store-not-found`
 */
export function openReadableDatabase(directory: string): ReadableDatabase {
  const path = join(resolve(directory), databaseName);
  if (!existsSync(path)) throw notFound(resolve(directory));
  refuseOtherThanFile(path);
  return withTranslatedErrors(path, () => {
    try {
      const before = identityOf(path);
      return { database: openInPlace(path), isCurrent: () => identityOf(path) === before };
    } catch (error) {
      if (!isUnwritable(error)) throw error;
      const before = contentOf(path);
      return { database: openCopy(path), isCurrent: () => contentOf(path) === before };
    }
  });
}

function openInPlace(path: string): Database.Database {
  const database = openSqlite(path, { readonly: true, timeout: busyTimeoutMs });
  const version = closeOnError(database, () => requireKnownVersion(database));
  if (version === latestVersion) return database;
  database.close();
  if (version === 0) throw notFound(dirname(path));
  configure(openSqlite(path, { timeout: busyTimeoutMs })).close();
  return openSqlite(path, { readonly: true, timeout: busyTimeoutMs });
}

function openCopy(path: string): Database.Database {
  const database = openSnapshot(path);
  return closeOnError(database, () => {
    if (requireKnownVersion(database) === 0) throw notFound(dirname(path));
    migrate(database);
    return database;
  });
}

/** Recognizes errors from creating SQLite's files beside the database, which reading needs. */
function isUnwritable(error: unknown): boolean {
  return error instanceof SqliteError && /^SQLITE_(CANTOPEN|READONLY)/.test(error.code);
}

/** Returns a text that changes whenever the database or its log is written. */
function contentOf(path: string): string {
  return ['', '-wal']
    .map((suffix) => {
      const stats = statSync(path + suffix, { bigint: true, throwIfNoEntry: false });
      return stats === undefined ? '' : `${identityOf(path + suffix)} ${stats.size} ${stats.mtimeNs}`;
    })
    .join('; ');
}

function configure(database: Database.Database): Database.Database {
  return closeOnError(database, () => {
    // Checked before the journal mode is set, which writes: another program's file must stay unchanged.
    requireKnownVersion(database);
    // Changes nothing in a database that has its first page.
    database.pragma(`page_size = ${pageBytes}`);
    useLog(database);
    const actualPageBytes = Number(database.pragma('page_size', { simple: true }));
    database.pragma(`wal_autocheckpoint = ${Math.ceil(bytesInLog / actualPageBytes)}`);
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    migrate(database);
    return database;
  });
}

/** Turns on the write-ahead log. SQLite does not wait here for a process that does the same, as it does elsewhere. */
function useLog(database: Database.Database): void {
  const startedAt = performance.now();
  for (;;) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() - startedAt >= busyTimeoutMs) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function closeOnError<Value>(database: Database.Database, action: () => Value): Value {
  try {
    return action();
  } catch (error) {
    database.close();
    throw error;
  }
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK);
  } catch (error) {
    throw new SweepdeckError({
      code: 'store-not-writable',
      message: `The store's directory ${directory} cannot be made or written: ${error instanceof Error ? error.message : String(error)}`,
      hint: 'Check the permissions of the directory, or choose another with --store DIR.',
      cause: error,
    });
  }
}

/** Refuses pipes and other special files: SQLite would wait for ever for a pipe's writer. */
function refuseOtherThanFile(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  const kind = stats === undefined ? undefined : describeEntry(stats);
  if (kind === undefined) return;
  throw new SweepdeckError({
    code: 'store-invalid',
    message: `The store ${path} is ${kind}; expected an SQLite database.`,
    hint: 'Choose another directory with --store DIR.',
  });
}

function notFound(directory: string): SweepdeckError {
  return new SweepdeckError({
    code: 'store-not-found',
    message: `There is no store in ${directory}.`,
    hint: 'Run `runner sweep FILE` first, or name the directory with --store DIR or SWEEPDECK_HOME.',
  });
}
