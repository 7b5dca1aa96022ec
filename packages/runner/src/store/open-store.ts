import { openMemoryDatabase, openReadableDatabase, openWritableDatabase } from './sqlite/open-database.ts';
import { SqliteReader } from './sqlite/sqlite-reader.ts';
import { SqliteStore } from './sqlite/sqlite-store.ts';
import { StoreFiles } from './sqlite/store-files.ts';
import type { Store, StoreReader } from './store.ts';
import { realSurroundings, type Surroundings } from './surroundings.ts';

/** Replacements for the real clock and processes, for tests. */
export type StoreOptions = Partial<Surroundings>;

/**
 * Opens the store in `directory` for writing; creates it if there is none.
 *
 * @throws SweepdeckError `store-too-new`, `store-invalid`, `store-corrupt`, `store-not-writable`, `store-full`
 */
export function openSqliteStore(directory: string, options: StoreOptions = {}): Store {
  const database = openWritableDatabase(directory);
  return new SqliteStore(database, { ...realSurroundings, ...options }, new StoreFiles(database));
}

/**
 * Opens an existing store for reading; creates nothing. An older schema is migrated first. If its folder cannot be
 * written, reads a copy.
 *
 * @throws SweepdeckError `store-not-found`, `store-too-new`, `store-invalid`, `store-corrupt`, `store-unreadable`
 */
export function openSqliteReader(directory: string, options: StoreOptions = {}): StoreReader {
  const { database, isCurrent } = openReadableDatabase(directory);
  return new SqliteReader(database, { ...realSurroundings, ...options }, isCurrent);
}

/** Opens a store in memory, which is gone when it is closed: for tests, and for runs that must leave nothing behind. */
export function openMemoryStore(options: StoreOptions = {}): Store {
  return new SqliteStore(openMemoryDatabase(), { ...realSurroundings, ...options });
}
