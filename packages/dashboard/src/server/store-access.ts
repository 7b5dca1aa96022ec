import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteReader, type StoreReader } from '@sweepdeck/runner/store';

/** The store that the dashboard shows. It may not exist yet: a sweep creates it a moment later. */
export interface StoreAccess {
  /** The reader, opened on first use; undefined while there is no store. */
  read(): StoreReader | undefined;
  close(): void;
}

/**
 * Opens the store in `directory` as soon as it is there.
 * @throws SweepdeckError from `read()` when the store cannot be read, for example because it is of a newer version.
 */
export function accessStore(directory: string): StoreAccess {
  let reader: StoreReader | undefined;
  return {
    read() {
      if (reader === undefined && existsSync(join(directory, 'sweepdeck.db'))) reader = openSqliteReader(directory);
      return reader;
    },
    close() {
      reader?.close();
      reader = undefined;
    },
  };
}
