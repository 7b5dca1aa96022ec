import type { Migration } from './migration.ts';

export const provenance: Migration = {
  version: 10,
  summary: 'Load of the machine during attempts, and verifications of results.',
  sql: `
    -- Mean and peak of what was sampled while the attempt ran. Null: it was too short, was killed, or is from before this column.
    ALTER TABLE attempt ADD COLUMN load TEXT CHECK (json_valid(load));
    CREATE TABLE verification (
      id INTEGER PRIMARY KEY,
      trial_id INTEGER NOT NULL REFERENCES trial (id),
      outcome TEXT NOT NULL CHECK (outcome IN ('reproduced', 'differs')),
      -- 'bits' on the engine and numerics that trained the trial, 'tolerance' on any other.
      comparison TEXT NOT NULL CHECK (comparison IN ('bits', 'tolerance')),
      -- The engine that trained it again; its numerics version is part of the environment.
      engine TEXT NOT NULL,
      environment TEXT NOT NULL CHECK (json_valid(environment)),
      -- Where, and both values; null when reproduced.
      first_difference TEXT CHECK (json_valid(first_difference)),
      seconds REAL NOT NULL,
      created_at INTEGER NOT NULL,
      CHECK ((outcome = 'differs') = (first_difference IS NOT NULL))
    ) STRICT;
    CREATE INDEX verification_by_trial ON verification (trial_id, id);
  `,
};
