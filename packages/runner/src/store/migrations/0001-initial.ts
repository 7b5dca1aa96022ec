import type { Migration } from './migration.ts';

export const initial: Migration = {
  version: 1,
  summary: 'Sweeps, trials, attempts, metrics and artifacts.',
  sql: `
    CREATE TABLE sweep (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      -- Not unique: a fresh run of the same spec is a sweep of its own.
      spec_hash TEXT NOT NULL,
      spec TEXT NOT NULL CHECK (json_valid(spec)),
      source TEXT NOT NULL,
      objective_name TEXT NOT NULL,
      objective_goal TEXT NOT NULL CHECK (objective_goal IN ('maximize', 'minimize')),
      axes TEXT NOT NULL CHECK (json_valid(axes)),
      repeats INTEGER NOT NULL CHECK (repeats >= 1),
      engine TEXT NOT NULL,
      -- 'interrupted' is never stored: readers derive it from the process and its heartbeat.
      status TEXT NOT NULL CHECK (status IN ('running', 'paused', 'finished', 'failed')),
      workers INTEGER,
      process_id INTEGER,
      heartbeat_at INTEGER,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      revision INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX sweep_by_spec_hash ON sweep (spec_hash, id);

    CREATE TABLE trial (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL,
      -- 0, then one more for each time the same key is trained afresh.
      generation INTEGER NOT NULL,
      cell TEXT NOT NULL,
      config TEXT NOT NULL CHECK (json_valid(config)),
      engine TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('pending', 'running', 'finished', 'diverged', 'failed')),
      best_epoch INTEGER,
      objective_value REAL,
      objective_kind TEXT CHECK (objective_kind IN ('finite', 'nan', 'infinity', '-infinity')),
      seconds REAL,
      divergence TEXT CHECK (json_valid(divergence)),
      metrics TEXT CHECK (json_valid(metrics)),
      error TEXT CHECK (json_valid(error)),
      started_at INTEGER,
      finished_at INTEGER,
      UNIQUE (key, generation),
      CHECK ((status IN ('finished', 'diverged')) = (objective_kind IS NOT NULL)),
      CHECK (coalesce(objective_kind = 'finite', 0) = (objective_value IS NOT NULL))
    ) STRICT;
    CREATE TRIGGER finished_trial_is_never_updated BEFORE UPDATE ON trial
      WHEN OLD.status IN ('finished', 'diverged')
      BEGIN SELECT RAISE(ABORT, 'a finished trial never changes'); END;
    CREATE TRIGGER finished_trial_is_never_deleted BEFORE DELETE ON trial
      WHEN OLD.status IN ('finished', 'diverged')
      BEGIN SELECT RAISE(ABORT, 'a finished trial is never deleted'); END;

    CREATE TABLE sweep_trial (
      sweep_id INTEGER NOT NULL REFERENCES sweep (id),
      position INTEGER NOT NULL,
      trial_id INTEGER NOT NULL REFERENCES trial (id),
      repeat INTEGER NOT NULL,
      parameters TEXT NOT NULL CHECK (json_valid(parameters)),
      is_reused INTEGER NOT NULL CHECK (is_reused IN (0, 1)),
      PRIMARY KEY (sweep_id, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sweep_trial_by_trial ON sweep_trial (trial_id, sweep_id);

    CREATE TABLE attempt (
      id INTEGER PRIMARY KEY,
      trial_id INTEGER NOT NULL REFERENCES trial (id),
      -- The sweep that runs it; its process is the one that may still be at it.
      sweep_id INTEGER NOT NULL REFERENCES sweep (id),
      status TEXT NOT NULL
        CHECK (status IN ('running', 'finished', 'diverged', 'failed', 'stopped', 'interrupted')),
      worker INTEGER NOT NULL,
      environment TEXT NOT NULL CHECK (json_valid(environment)),
      error TEXT CHECK (json_valid(error)),
      started_at INTEGER NOT NULL,
      finished_at INTEGER
    ) STRICT;
    CREATE INDEX attempt_by_trial ON attempt (trial_id, id);
    CREATE UNIQUE INDEX attempt_running ON attempt (trial_id) WHERE status = 'running';

    CREATE TABLE metric (
      attempt_id INTEGER NOT NULL REFERENCES attempt (id),
      name TEXT NOT NULL,
      epoch INTEGER NOT NULL,
      -- SQLite turns NaN into NULL; the kind keeps what it was.
      value REAL,
      kind TEXT NOT NULL CHECK (kind IN ('finite', 'nan', 'infinity', '-infinity')),
      PRIMARY KEY (attempt_id, name, epoch),
      CHECK ((kind = 'finite') = (value IS NOT NULL))
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE artifact (
      trial_id INTEGER NOT NULL REFERENCES trial (id),
      name TEXT NOT NULL,
      body TEXT NOT NULL CHECK (json_valid(body)),
      PRIMARY KEY (trial_id, name)
    ) STRICT;
  `,
};
