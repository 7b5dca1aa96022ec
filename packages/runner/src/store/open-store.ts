import { openMemoryDatabase, openReadableDatabase, openWritableDatabase } from './sqlite/open-database.ts';
import { SqliteReader } from './sqlite/sqlite-reader.ts';
import { SqliteStore } from './sqlite/sqlite-store.ts';
import type { Store, StoreReader } from './store.ts';
import { realSurroundings, type Surroundings } from './surroundings.ts';

/** What a store asks of the machine; left out: the real clock and the real processes. */
export type StoreOptions = Partial<Surroundings>;

/**
 * Opens the store in `directory` for writing, and makes it where there is none.
 * @throws SweepdeckError `store-too-new`, `store-invalid`, `store-corrupt`, `store-not-writable`, `store-full`.
 */
export function openSqliteStore(directory: string, options: StoreOptions = {}): Store {
  return new SqliteStore(openWritableDatabase(directory), { ...realSurroundings, ...options });
}

/**
 * Opens an existing store for reading; makes nothing. An older schema is brought up to date first.
 * @throws SweepdeckError `store-not-found`, `store-too-new`, `store-invalid`, `store-corrupt`.
 */
export function openSqliteReader(directory: string, options: StoreOptions = {}): StoreReader {
  return new SqliteReader(openReadableDatabase(directory), { ...realSurroundings, ...options });
}

/** A store that is gone when it is closed: for tests and for runs that shall leave nothing. */
export function openMemoryStore(options: StoreOptions = {}): Store {
  return new SqliteStore(openMemoryDatabase(), { ...realSurroundings, ...options });
}
