import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type Database from 'better-sqlite3';

/** Fixed by SQLite's format: https://www.sqlite.org/walformat.html */
const log = { headerBytes: 32, frameHeaderBytes: 24, saltInHeader: 16, saltInFrame: 8, saltBytes: 8 };

/** The files of an open connection, which can be removed without SQLite noticing. */
export class StoreFiles {
  readonly #connection: Database.Database;
  readonly #path: string;
  readonly #database: string | undefined;
  readonly #log: string | undefined;
  #checked: { readonly salt: Buffer; readonly frame: number } | undefined;

  /** @param connection a connection in WAL mode that has read its database */
  constructor(connection: Database.Database) {
    this.#connection = connection;
    this.#path = connection.name;
    this.#database = identityOf(this.#path);
    this.#log = identityOf(this.#logPath);
  }

  /** Tells whether the path still leads to the database that was opened. */
  isSame(): boolean {
    return identityOf(this.#path) === this.#database;
  }

  /**
   * Describes what has happened to the files since they were opened; undefined when they are intact. Call it outside
   * a transaction.
   */
  damage(): string | undefined {
    const now = identityOf(this.#path);
    if (now === undefined) return 'was removed or moved';
    if (now !== this.#database) return 'was replaced by another file';
    if (identityOf(this.#logPath) !== this.#log) return 'has lost its log (sweepdeck.db-wal)';
    // Another process may restart the log between two reads of it, but not every time.
    const isWhole = [1, 2, 3].some(() => this.#isLogWhole());
    return isWhole ? undefined : 'has lost a part of its log (sweepdeck.db-wal)';
  }

  get #logPath(): string {
    return `${this.#path}-wal`;
  }

  /** Checks that every frame that SQLite counts is present with the log's salt: a truncated one reads as zeros. */
  #isLogWhole(): boolean {
    // Only queries the state. The shared index must not be opened here: closing a file would release SQLite's locks on
    // it.
    const [state] = this.#connection.pragma('wal_checkpoint(NOOP)') as { readonly log: number }[];
    const lastFrame = state?.log ?? 0;
    if (lastFrame < 1) return true;
    const frameBytes = log.frameHeaderBytes + (this.#connection.pragma('page_size', { simple: true }) as number);
    const file = openSync(this.#logPath, 'r');
    try {
      const saltAt = (offset: number): Buffer => {
        const salt = Buffer.alloc(log.saltBytes);
        readSync(file, salt, 0, log.saltBytes, offset);
        return salt;
      };
      const salt = saltAt(log.saltInHeader);
      // A truncation also removes the frame that was last at the previous check, so earlier frames need no second
      // check.
      const first = this.#checked?.salt.equals(salt) === true ? Math.min(this.#checked.frame, lastFrame) : 1;
      for (let frame = first; frame <= lastFrame; frame++) {
        if (!saltAt(log.headerBytes + (frame - 1) * frameBytes + log.saltInFrame).equals(salt)) return false;
      }
      if (salt.every((byte) => byte === 0)) return false;
      this.#checked = { salt, frame: lastFrame };
      return true;
    } finally {
      closeSync(file);
    }
  }
}

/** Returns the device and inode of a file. They are not reused while it is open. */
export function identityOf(path: string): string | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? undefined : `${stats.dev}:${stats.ino}`;
}
