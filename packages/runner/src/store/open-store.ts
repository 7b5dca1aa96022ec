import { openMemoryDatabase, openReadableDatabase, openWritableDatabase } from './sqlite/open-database.ts';
import { SqliteReader } from './sqlite/sqlite-reader.ts';
import { SqliteStore } from './sqlite/sqlite-store.ts';
import { StoreFiles } from './sqlite/store-files.ts';
import type { Store, StoreReader } from './store.ts';
import { realSurroundings, type Surroundings } from './surroundings.ts';

/** What a store asks of the machine; left out: the real clock and the real processes. */
export type StoreOptions = Partial<Surroundings>;

/**
 * Opens the store in `directory` for writing, and makes it where there is none.
 * @throws SweepdeckError `store-too-new`, `store-invalid`, `store-corrupt`, `store-not-writable`, `store-full`.
 */
export function openSqliteStore(directory: string, options: StoreOptions = {}): Store {
  const database = openWritableDatabase(directory);
  return new SqliteStore(database, { ...realSurroundings, ...options }, new StoreFiles(database));
}

/**
 * Opens an existing store for reading; makes nothing. An older schema is brought up to date first.
 * Where its folder cannot be written, a copy of it is read.
 * @throws SweepdeckError `store-not-found`, `store-too-new`, `store-invalid`, `store-corrupt`, `store-unreadable`.
 */
export function openSqliteReader(directory: string, options: StoreOptions = {}): StoreReader {
  const { database, isCurrent } = openReadableDatabase(directory);
  return new SqliteReader(database, { ...realSurroundings, ...options }, isCurrent);
}

/** A store that is gone when it is closed: for tests and for runs that shall leave nothing. */
export function openMemoryStore(options: StoreOptions = {}): Store {
  return new SqliteStore(openMemoryDatabase(), { ...realSurroundings, ...options });
}
