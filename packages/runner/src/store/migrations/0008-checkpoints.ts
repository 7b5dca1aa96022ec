import type { Migration } from './migration.ts';

export const checkpoints: Migration = {
  version: 8,
  summary: 'Checkpoints, from which unfinished trials continue.',
  sql: `
    CREATE TABLE checkpoint (
      id INTEGER PRIMARY KEY,
      trial_id INTEGER NOT NULL REFERENCES trial (id),
      -- The attempt that wrote it.
      attempt_id INTEGER NOT NULL REFERENCES attempt (id),
      -- Finished epochs; training continues in the next one.
      epoch INTEGER NOT NULL CHECK (epoch >= 0),
      -- Finished steps of the whole trial.
      step INTEGER NOT NULL CHECK (step >= 0),
      -- Name of the file in the folder blobs, and its size.
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
      bytes INTEGER NOT NULL CHECK (bytes >= 0),
      -- Training time of the trial so far, over all of its attempts.
      seconds REAL NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX checkpoint_by_trial ON checkpoint (trial_id, id);
    CREATE INDEX checkpoint_by_blob ON checkpoint (sha256);
    -- Where the attempt started; null when it started from scratch.
    ALTER TABLE attempt ADD COLUMN from_epoch INTEGER;
    ALTER TABLE attempt ADD COLUMN from_step INTEGER;
  `,
};
