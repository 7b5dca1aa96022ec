import { SweepdeckError } from '@sweepdeck/core/errors';
import { expect, test } from 'vitest';
import { openSqlite, translateLoadError } from './sqlite-library.ts';

test('opens a database with the SQLite that fits the running Node.js', () => {
  const database = openSqlite(':memory:');
  expect(database.prepare('SELECT 1 AS one').get()).toEqual({ one: 1 });
  database.close();
});

/** As Node.js and the package that looks for the addon word them. */
const loadErrors: readonly (readonly [Error, RegExp])[] = [
  [
    Object.assign(
      new Error(
        "The module '/x/better_sqlite3.node'\nwas compiled against a different Node.js version using\nNODE_MODULE_VERSION 115.",
      ),
      { code: 'ERR_DLOPEN_FAILED' },
    ),
    /built for another version \(NODE_MODULE_VERSION 115\)/,
  ],
  [
    Object.assign(new Error('/x/better_sqlite3.node: invalid ELF header'), { code: 'ERR_DLOPEN_FAILED' }),
    /invalid ELF header/,
  ],
  [new Error('Could not locate the bindings file. Tried:\n → /x/build/better_sqlite3.node'), /the addon is missing/],
  [
    Object.assign(new Error("Cannot find module '/x/build/Release/better_sqlite3.node'\nRequire stack:\n- /x"), {
      code: 'MODULE_NOT_FOUND',
    }),
    /Cannot find module '\/x\/build\/Release\/better_sqlite3\.node'$/,
  ],
];

test.each(loadErrors)('an addon that cannot be loaded says what to do: %s', (error, reason) => {
  const inCheckout = translateLoadError(error, '/home/me/sweepdeck');
  expect(inCheckout).toBeInstanceOf(SweepdeckError);
  expect(inCheckout).toMatchObject({
    code: 'sqlite-not-built',
    message: expect.stringMatching(reason),
    hint: 'Run `npm run setup` in /home/me/sweepdeck: it builds what this Node.js needs.',
  });
  expect(translateLoadError(error, undefined)).toMatchObject({
    hint: expect.stringMatching(/^Install Sweepdeck again with this Node\.js/),
  });
});

test('other errors stay as they are', () => {
  const error = new TypeError('Cannot open database because the directory does not exist');
  expect(translateLoadError(error, undefined)).toBe(error);
});
