import type { Migration } from './migration.ts';

export const attemptOutput: Migration = {
  version: 6,
  summary: 'Output of trials.',
  sql: `
    CREATE TABLE attempt_output (
      attempt_id INTEGER PRIMARY KEY REFERENCES attempt (id),
      -- Printed in all; head and tail hold at most the first 16 KiB and the last 48 KiB of it.
      bytes INTEGER NOT NULL,
      lines INTEGER NOT NULL,
      -- Between head and tail.
      omitted_bytes INTEGER NOT NULL,
      head TEXT NOT NULL,
      tail TEXT NOT NULL
    ) STRICT;
  `,
};
