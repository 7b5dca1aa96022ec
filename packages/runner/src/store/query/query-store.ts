import { openReadableDatabase } from '../sqlite/open-database.ts';
import { runQuery, type QueryResult } from './run-query.ts';

/**
 * Runs a query on the store in `directory`, which stays as it is.
 *
 * @param limit number of rows to return
 *
 * @throws SweepdeckError `query-not-reading`, `query-invalid`, and those of a store that cannot be read
 */
export function queryStore(directory: string, sql: string, limit: number): QueryResult {
  const { database } = openReadableDatabase(directory);
  try {
    return runQuery(database, sql, limit);
  } finally {
    database.close();
  }
}
