import type { Migration } from './migration.ts';

export const archiveAndDelete: Migration = {
  version: 12,
  summary: 'Sweeps that are archived, and sweeps and trials that were deleted.',
  sql: `
    -- When the sweep was archived: lists leave it out. Null for all others.
    ALTER TABLE sweep ADD COLUMN archived_at INTEGER;
    -- Ids of deleted rows are never given again, so that a note or a link never leads to something else.
    CREATE TABLE deleted_sweep (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      deleted_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE deleted_trial (
      id INTEGER PRIMARY KEY,
      -- The sweep with which it was deleted.
      sweep_id INTEGER NOT NULL REFERENCES deleted_sweep (id)
    ) STRICT;
    -- A finished trial is only deleted on purpose: after it was entered into deleted_trial.
    DROP TRIGGER finished_trial_is_never_deleted;
    CREATE TRIGGER finished_trial_is_only_deleted_on_purpose BEFORE DELETE ON trial
      WHEN OLD.status IN ('finished', 'diverged') AND NOT EXISTS (SELECT 1 FROM deleted_trial WHERE id = OLD.id)
      BEGIN SELECT RAISE(ABORT, 'a finished trial is never deleted'); END;
  `,
};
