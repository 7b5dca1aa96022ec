import type { QueryResult } from '../../store/query/run-query.ts';
import { defineCommand } from '../command/command.ts';
import { formatQuery } from './print-query.ts';
import { queryAsJson } from './query-as-json.ts';

const shownRows = 100;
const jsonRows = 100_000;

export const queryCommand = defineCommand({
  name: 'query',
  summary: 'Run an SQL query on the store, read-only',
  description:
    "Takes one statement that reads; everything else is refused. docs/reference/database.md describes the tables. A number that may be NaN or infinite has a column of its own for its kind. In JSON, bytes are written as x'0A', and whole numbers beyond 2^53 as strings.",
  positionals: { sql: { summary: 'The query, in quotes', isRequired: true } },
  options: {
    top: {
      type: 'number',
      summary: `Number of rows to print; default: ${shownRows}, or ${jsonRows} with --json`,
      placeholder: 'ROWS',
      range: { from: 1, to: jsonRows, isWhole: true, hint: 'Write LIMIT or WHERE into the query for fewer rows.' },
    },
  },
  examples: [
    { command: 'runner query "SELECT id, name, status FROM sweep"', summary: 'every sweep' },
    {
      command: `runner query "SELECT epoch, value FROM metric WHERE trial_id = 12 AND name = 'train.loss'" --json`,
      summary: 'the training loss of trial 12 as JSON',
    },
  ],
  async run({ sql, top }, context): Promise<QueryResult> {
    const { queryStore } = await import('../../store/query/query-store.ts');
    return queryStore(context.storeDirectory, sql, top ?? (context.isJson ? jsonRows : shownRows));
  },
  data: queryAsJson,
  print: formatQuery,
});
