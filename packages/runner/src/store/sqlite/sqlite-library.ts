import { createRequire } from 'node:module';
import type Database from 'better-sqlite3';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { findCheckout } from '../../environment/checkout.ts';

const library = requireLibrary();

/** The class of SQLite's errors. */
export const SqliteError: typeof Database.SqliteError = library.SqliteError;

/**
 * Opens a database file.
 * @throws SweepdeckError `sqlite-not-built` when SQLite itself cannot be loaded
 */
export function openSqlite(path: string, options?: Database.Options): Database.Database {
  try {
    return new library(path, options);
  } catch (error) {
    throw translateLoadError(error, findCheckout());
  }
}

/**
 * Loads SQLite. Version 13 of the package comes compiled for every Node.js with Node-API 10 and crashes an older one.
 * Version 12 is compiled for one version of Node.js, and aborts if that is 24.19 or newer: see decision 0020. The
 * repository contains both; in a published installation, npm chose the one that fits the Node.js of that time.
 */
function requireLibrary(): typeof Database {
  const require = createRequire(import.meta.url);
  const hasNodeApi10 = Number(process.versions.napi) >= 10;
  const name = hasNodeApi10 && isInstalled(require, 'better-sqlite3-13') ? 'better-sqlite3-13' : 'better-sqlite3';
  const { version } = require(`${name}/package.json`) as { readonly version: string };
  if (!hasNodeApi10 && Number.parseInt(version, 10) >= 13)
    throw notBuilt(`better-sqlite3 ${version} needs a newer one.`, findCheckout());
  return require(name) as typeof Database;
}

function isInstalled(require: NodeJS.Require, name: string): boolean {
  try {
    return require.resolve(name) !== '';
  } catch {
    return false;
  }
}

/**
 * Turns the error of a missing addon, or one that was compiled for another Node.js, into one that says what to do;
 * returns other errors unchanged.
 */
export function translateLoadError(error: unknown, checkout: string | undefined): unknown {
  if (!(error instanceof Error) || !isLoadError(error)) return error;
  return notBuilt(reasonOf(error), checkout, error);
}

function notBuilt(reason: string, checkout: string | undefined, cause?: unknown): SweepdeckError {
  return new SweepdeckError({
    code: 'sqlite-not-built',
    message: `SQLite is not built for this Node.js (${process.version}, ${process.platform} ${process.arch}): ${reason}`,
    hint:
      checkout === undefined
        ? 'Install Sweepdeck again with this Node.js, or use the Node.js that it was installed with.'
        : `Run \`npm run setup\` in ${checkout}: it builds what this Node.js needs.`,
    cause,
  });
}

function isLoadError(error: Error): boolean {
  const code = 'code' in error ? error.code : undefined;
  return (
    code === 'ERR_DLOPEN_FAILED' ||
    code === 'MODULE_NOT_FOUND' ||
    error.message.startsWith('Could not locate the bindings file')
  );
}

function reasonOf({ message }: Error): string {
  const version = /NODE_MODULE_VERSION \d+/.exec(message)?.[0];
  if (version !== undefined) return `it was built for another version (${version}).`;
  return message.startsWith('Could not locate') ? 'the addon is missing.' : (message.split('\n', 1)[0] ?? '');
}
