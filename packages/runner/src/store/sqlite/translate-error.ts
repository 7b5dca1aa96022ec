import { SweepdeckError } from '@sweepdeck/core/errors';
import { SqliteError } from './sqlite-library.ts';

interface Explanation {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

const restore = 'Restore the file from a backup, or choose another directory with --store DIR.';
const permission = 'Check the permissions of the directory, or choose another with --store DIR.';

/** By SQLite's result code; extended codes (SQLITE_IOERR_WRITE) match by their beginning. */
const explanations: readonly (readonly [prefix: string, explanation: Explanation])[] = [
  ['SQLITE_NOTADB', { code: 'store-invalid', message: 'is not an SQLite database', hint: restore }],
  ['SQLITE_CORRUPT', { code: 'store-corrupt', message: 'is damaged', hint: restore }],
  [
    'SQLITE_FULL',
    {
      code: 'store-full',
      message: 'cannot grow: the disk is full',
      hint: 'Free some space and run the same command again: finished trials are kept.',
    },
  ],
  ['SQLITE_READONLY', { code: 'store-not-writable', message: 'cannot be written', hint: permission }],
  ['SQLITE_CANTOPEN', { code: 'store-not-writable', message: 'cannot be opened', hint: permission }],
  ['SQLITE_PERM', { code: 'store-not-writable', message: 'cannot be opened', hint: permission }],
  [
    'SQLITE_BUSY',
    {
      code: 'store-busy',
      message: 'is locked by another process',
      hint: 'Wait until the other process has finished writing, then run the same command again.',
    },
  ],
  ['SQLITE_IOERR', { code: 'store-failed', message: 'cannot be read or written', hint: 'Check the disk.' }],
];

/**
 * Turns an error of SQLite into one that a user can act on if its cause lies outside this program; returns other
 * errors unchanged.
 */
export function translateError(error: unknown, path: string): unknown {
  if (!(error instanceof SqliteError)) return error;
  const match = explanations.find(([prefix]) => error.code.startsWith(prefix))?.[1];
  if (match === undefined) return error;
  return new SweepdeckError({
    code: match.code,
    message: `The store ${path} ${match.message} (${error.code}: ${error.message}).`,
    hint: match.hint,
    cause: error,
  });
}

/** Runs `action` on the database at `path` and translates its errors. */
export function withTranslatedErrors<Value>(path: string, action: () => Value): Value {
  try {
    return action();
  } catch (error) {
    throw translateError(error, path);
  }
}
