import type Database from 'better-sqlite3';
import { nearestNames, SweepdeckError } from '@sweepdeck/core/errors';
import { SqliteError } from '../sqlite/sqlite-library.ts';

const reference = 'docs/reference/database.md describes every table and column.';

/**
 * Makes the error for a statement that does more than read.
 * @param word its first word, in capitals
 */
export function notReading(word: string): SweepdeckError {
  return new SweepdeckError({
    code: 'query-not-reading',
    message: `A query only reads: ${word} is refused.`,
    hint:
      word === 'PRAGMA'
        ? `Write a pragma that reads as a function: SELECT name, type FROM pragma_table_info('trial'). ${reference}`
        : 'Write one SELECT. `runner archive`, `runner delete` and `runner sweep` change the store.',
  });
}

/** Turns an error that is due to the query itself into one that says what to write; returns others unchanged. */
export function refusedQuery(error: unknown, database: Database.Database, sql: string): unknown {
  if (error instanceof RangeError || (error instanceof TypeError && error.message === 'Missing named parameters'))
    return invalid(...reasonOf(error.message), error);
  if (!(error instanceof SqliteError)) return error;
  return invalid(
    `SQLite refuses the query: ${error.message}.`,
    `${suggestion(error, database, sql)}${reference}`,
    error,
  );
}

function invalid(message: string, hint: string, cause: Error): SweepdeckError {
  return new SweepdeckError({ code: 'query-invalid', message, hint, cause });
}

/** better-sqlite3 says these things about a statement by itself. */
function reasonOf(message: string): [message: string, hint: string] {
  if (message.includes('more than one statement'))
    return ['The query has more than one statement.', 'Write one SELECT.'];
  if (message.includes('no statements'))
    return ['The query has no statement.', 'Write one SELECT, as in `runner query "SELECT id, name FROM sweep"`.'];
  if (message.includes('parameter'))
    return [
      'The query has a parameter, and there is no value for it.',
      'Write the value itself in place of ? or :name.',
    ];
  return [`The query cannot be run: ${message}.`, reference];
}

/** Returns `Did you mean trial? ` for a misspelled table or column; empty when no name is near. */
function suggestion({ message }: Error, database: Database.Database, sql: string): string {
  const table = /^no such table: (?:.*\.)?(.+)$/u.exec(message)?.[1];
  if (table !== undefined) return didYouMean(table, tableNames(database));
  const column = /^no such column: "?(?:[^" ]*\.)?([^" ]+)/u.exec(message)?.[1];
  return column === undefined ? '' : didYouMean(column, columnNames(database, sql));
}

function didYouMean(wanted: string, names: readonly string[]): string {
  const near = nearestNames(wanted, names);
  return near.length === 0 ? '' : `Did you mean ${near.join(' or ')}? `;
}

function tableNames(database: Database.Database): string[] {
  return database.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all();
}

/** Lists the columns of the tables that the query names. */
function columnNames(database: Database.Database, sql: string): string[] {
  const words = new Set(sql.toLowerCase().match(/\w+/gu));
  const named = tableNames(database).filter((name) => words.has(name));
  return database
    .prepare<[string], string>(
      `SELECT DISTINCT info.name FROM json_each(?) AS tables JOIN pragma_table_info(tables.value) AS info`,
    )
    .pluck()
    .all(JSON.stringify(named));
}
