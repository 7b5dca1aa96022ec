import type { Migration } from './migration.ts';

export const failuresAndControl: Migration = {
  version: 9,
  summary: 'Kinds of failures, and requests to running sweeps.',
  sql: `
    ALTER TABLE attempt ADD COLUMN failure_kind TEXT CHECK (failure_kind IN (
      'diverged', 'out-of-memory', 'crashed', 'timed-out', 'stalled', 'engine-lost', 'invalid-configuration', 'interrupted'));
    UPDATE attempt SET failure_kind = CASE
        WHEN status IN ('diverged', 'interrupted') THEN status
        WHEN json_extract(error, '$.code') IN ('out-of-memory', 'worker-killed') THEN 'out-of-memory'
        WHEN json_extract(error, '$.code') IN ('step-timeout', 'module-timeout') THEN 'stalled'
        WHEN json_extract(error, '$.code') LIKE 'engine-%' THEN 'engine-lost'
        WHEN json_extract(error, '$.code') LIKE 'model-%' OR json_extract(error, '$.code') LIKE 'dataset-%'
          THEN 'invalid-configuration'
        ELSE 'crashed'
      END
      WHERE status IN ('diverged', 'failed', 'interrupted');
    -- The last step of the trial that its worker reported; null when not known.
    ALTER TABLE attempt ADD COLUMN last_step INTEGER;
    -- Writes that were refused, because another process had taken the trial in the meantime.
    ALTER TABLE attempt ADD COLUMN refused_writes INTEGER NOT NULL DEFAULT 0;
    -- When a running sweep was told to pause; null unless it waits to be told to resume.
    ALTER TABLE sweep ADD COLUMN on_pause_since INTEGER;
    -- Requests to the process that runs a sweep. It reads them twice a second and answers in the same row.
    CREATE TABLE control (
      id INTEGER PRIMARY KEY,
      sweep_id INTEGER NOT NULL REFERENCES sweep (id),
      -- Null: the request concerns the whole sweep.
      trial_id INTEGER REFERENCES trial (id),
      action TEXT NOT NULL CHECK (action IN ('stop', 'pause', 'resume', 'retry', 'set')),
      arguments TEXT NOT NULL CHECK (json_valid(arguments)),
      -- User, machine and process.
      asked_by TEXT NOT NULL,
      asked_at INTEGER NOT NULL,
      done_at INTEGER,
      outcome TEXT CHECK (outcome IN ('done', 'refused', 'expired')),
      message TEXT,
      CHECK ((done_at IS NULL) = (outcome IS NULL))
    ) STRICT;
    CREATE INDEX control_by_sweep ON control (sweep_id, id);
    CREATE INDEX control_open ON control (sweep_id) WHERE done_at IS NULL;
  `,
};
