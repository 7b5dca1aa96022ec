import type { Migration } from './migration.ts';

export const rangeTests: Migration = {
  version: 2,
  summary: 'Learning-rate range tests.',
  sql: `
    CREATE TABLE range_test (
      id INTEGER PRIMARY KEY,
      -- What tells the configuration apart in its sweep.
      label TEXT NOT NULL,
      config TEXT NOT NULL CHECK (json_valid(config)),
      engine TEXT NOT NULL,
      dataset_fingerprint TEXT NOT NULL,
      -- First and last rate and the number of steps.
      options TEXT NOT NULL CHECK (json_valid(options)),
      -- A step each: rate, loss, smoothed loss.
      points TEXT NOT NULL CHECK (json_valid(points)),
      -- Suggested rate, usable range and how the test ended.
      summary TEXT NOT NULL CHECK (json_valid(summary)),
      seconds REAL NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
  `,
};
