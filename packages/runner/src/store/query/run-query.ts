import type Database from 'better-sqlite3';
import { translateError } from '../sqlite/translate-error.ts';
import { notReading, refusedQuery } from './query-errors.ts';

/** A value as SQLite has it. Whole numbers beyond 2^53 are a bigint. */
export type QueryValue = number | bigint | string | Uint8Array | null;

/** The first rows of a query. */
export interface QueryResult {
  /** Names of the columns, each different: a second `id` is named `id:1`. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly QueryValue[])[];
  /** Number of rows after these; not counted beyond `mostCounted`. */
  readonly more: number;
}

/** Rows beyond the limit are counted up to this number, so that an endless query ends. */
export const mostCounted = 1_000_000;

/**
 * Runs a single statement that reads.
 *
 * @param limit number of rows to return
 *
 * @throws SweepdeckError `query-not-reading`, `query-invalid`
 */
export function runQuery(database: Database.Database, sql: string, limit: number): QueryResult {
  try {
    const statement = prepareReading(database, sql);
    const rows: QueryValue[][] = [];
    let more = 0;
    for (const row of statement.iterate()) {
      if (rows.length < limit) rows.push(row.map(plainInteger));
      else if (++more === mostCounted) break;
    }
    return { columns: distinctNames(statement.columns().map(({ name }) => name)), rows, more };
  } catch (error) {
    throw refusedQuery(translateError(error, database.name), database, sql);
  }
}

/** Comments and white space before the first word of a statement. */
const lead = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/u;

function prepareReading(database: Database.Database, sql: string): Database.Statement<unknown[], QueryValue[]> {
  const statement = database.prepare<unknown[], QueryValue[]>(sql);
  const word = /^\w+/u.exec(sql.replace(lead, ''))?.[0].toUpperCase() ?? '';
  // A pragma may change how a connection works, and SQLite does not count that as writing.
  if (!statement.reader || !statement.readonly || word === 'PRAGMA') throw notReading(word);
  return statement.raw(true).safeIntegers(true);
}

function plainInteger(value: QueryValue): QueryValue {
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let distinct = name;
    for (let count = 1; taken.has(distinct); count++) distinct = `${name}:${count}`;
    taken.add(distinct);
    return distinct;
  });
}
