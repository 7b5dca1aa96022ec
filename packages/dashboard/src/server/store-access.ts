import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { openSqliteReader, type StoreReader } from '@sweepdeck/runner/store';

/** The store that the dashboard shows. It may not exist yet: a sweep may create it a moment later. */
export interface StoreAccess {
  /**
   * Returns the reader, which is opened on first use, and again when another store has taken the place; undefined
   * while there is no store.
   *
   * @throws SweepdeckError `store-gone` when the store was removed, and others when it cannot be read
   */
  read(): StoreReader | undefined;
  /** Tells whether there is a store now. */
  exists(): boolean;
  close(): void;
}

/** Gives access to the store in `directory` as soon as it exists. */
export function accessStore(directory: string): StoreAccess {
  const path = join(directory, 'sweepdeck.db');
  let reader: StoreReader | undefined;
  let hasRead = false;
  const close = (): void => {
    reader?.close();
    reader = undefined;
  };
  return {
    read() {
      if (reader?.isCurrent() === false) close();
      if (reader === undefined && existsSync(path)) reader = openSqliteReader(directory);
      if (reader === undefined && hasRead) throw gone(path);
      hasRead ||= reader !== undefined;
      return reader;
    },
    exists: () => existsSync(path),
    close,
  };
}

function gone(path: string): SweepdeckError {
  return new SweepdeckError({
    code: 'store-gone',
    message: `The store ${path} was removed or moved while the dashboard was open.`,
    hint: 'Put it back, or run a sweep again: this page continues as soon as there is a store.',
  });
}
