import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { openSqliteReader, type StoreReader } from '@sweepdeck/runner/store';

/** The store that the dashboard shows. It may not exist yet: a sweep creates it a moment later. */
export interface StoreAccess {
  /**
   * The reader, opened on first use and again when another store has taken its place; undefined while there is no store yet.
   * @throws SweepdeckError `store-gone` when there was one and it is away, and when the store cannot be read
   */
  read(): StoreReader | undefined;
  /** Whether there is a store now. */
  exists(): boolean;
  close(): void;
}

/** Opens the store in `directory` as soon as it is there. */
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
    message: `The store ${path} was removed or moved while it was shown.`,
    hint: 'Put it back, or run a sweep again: this page goes on as soon as a store is there.',
  });
}
